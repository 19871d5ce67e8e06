package io.embed4j.graph.reason.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.graph.data.KnowledgeGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendationReaderTest {
  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private RecommendationData read() {
    return RecommendationReader.read(RecommendationFiles.in(folder), OptionalDouble.empty());
  }

  @Test
  void likesAndKnowledgeWithTheSameNamesAreOneGraph() throws IOException {
    write("likes.tsv", "# user, item\nann\talien\nbob\talien\nann\theat\n");
    write("knowledge.tsv", "alien\tdirector\tscott\nheat\tgenre\tcrime\nscott\tborn in\tuk\n");
    write("labels.tsv", "alien\tAlien (1979)\nscott\tRidley Scott\nnobody\tNobody\n");
    RecommendationData data = read();
    assertThat(data.items()).isEqualTo(2);
    assertThat(data.users()).isEqualTo(2);
    assertThat(data.ratings().liked()).containsOnly(true);
    KnowledgeGraph graph = data.graph(new RatingSplit(data.ratings(), Ratings.NONE, Ratings.NONE));
    assertThat(graph.entities().name(data.entityOf(1))).isEqualTo("user:bob");
    assertThat(graph.entityNames().display(0)).isEqualTo("Alien (1979)");
    assertThat(graph.entityNames().resolve("Ridley Scott")).isGreaterThanOrEqualTo(4);
    assertThat(graph.train().size()).isEqualTo(6);
    assertThat(graph.relations().name(0)).isEqualTo("likes");
  }

  @Test
  void movieLensRatingsTitlesAndItemMapAreUnderstood() throws IOException {
    write(
        "ratings.csv",
        "userId,movieId,rating,timestamp\n1,10,4.0,100\n1,20,3.5,200\n2,10,5.0,50\n1,10,2.0,300\n");
    write("movies.csv", "movieId,title,genres\n10,\"Heat, The (1995)\",Crime\n");
    write("kg/kg.txt", "0\tfilm.director\t10\n1\tfilm.director\t10\n");
    write("kg/item_index2entity_id.txt", "10\t0\n20\t1\n");
    RecommendationData data = read();
    assertThat(data.items()).isEqualTo(2);
    assertThat(data.ratings().size()).isEqualTo(3); // of a pair that stands twice, the later line
    assertThat(data.ratings().liked()).containsExactly(false, false, true);
    assertThat(data.ratings().times()).containsExactly(300, 200, 50);
    assertThat(data.labels().label(0)).hasValue("Heat, The (1995)");
    // Entity 10 of the knowledge is not item 10.
    assertThat(data.entities().name(data.knowledge().tail(0))).isEqualTo("entity:10");
    assertThat(data.knowledge().head(0) + data.knowledge().head(1)).isEqualTo(0 + 1);
    assertThat(
            RecommendationReader.read(RecommendationFiles.in(folder), OptionalDouble.of(3))
                .ratings()
                .liked())
        .containsExactly(false, true, true);
  }

  @Test
  void labelsOfKgcnAreLikesOrNot() throws IOException {
    write("ratings_final.txt", "0\t5\t1\n0\t6\t0\n1\t5\t1\n");
    write("kg_final.txt", "5\t0\t77\n");
    write("item_index2entity_id.txt", "1\t5\n"); // numbers of the raw data, not of these files
    RecommendationData data = read();
    assertThat(data.ratings().liked()).containsExactly(true, false, true);
    assertThat(data.entities().name(data.knowledge().head(0))).isEqualTo("5");
  }

  @Test
  void badInputIsSaidWithItsPlace() throws IOException {
    assertThatThrownBy(this::read)
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("expected a file named likes.tsv")
        .hasMessageContaining("--ratings FILE names one");
    write("likes.tsv", "ann\talien\t5\nbob\theat\tmuch\n");
    assertThatThrownBy(this::read)
        .hasMessageContaining("likes.tsv:2: column 3: expected a number, found \"much\"");
    write("likes.tsv", "ann\talien\nbob\n");
    assertThatThrownBy(this::read)
        .hasMessageContaining("likes.tsv:2:1: expected at least 2 columns")
        .hasMessageContaining("found 1");
    write("likes.tsv", "ann\t \n");
    assertThatThrownBy(this::read).hasMessageContaining("column 2: expected the name");
    write("likes.tsv", "# nothing\n");
    assertThatThrownBy(this::read).hasMessageContaining("expected ratings, found none");
    write("likes.tsv", "ann\tuser:ann\n");
    assertThatThrownBy(this::read).hasMessageContaining("an item must not be named user:ann");
    write("likes.tsv", "ann\talien\n");
    write("knowledge.tsv", "alien\tlikes\theat\n");
    assertThatThrownBy(this::read).hasMessageContaining("the relation likes is kept for users");
    assertThatThrownBy(() -> RecommendationFiles.in(Path.of("nowhere")))
        .hasMessageContaining("nowhere: there is no such folder or archive");
  }
}
