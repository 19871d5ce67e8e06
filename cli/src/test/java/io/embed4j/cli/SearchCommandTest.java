package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.graph.data.Annotations;
import io.embed4j.graph.data.Attributes;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.model.DistMult;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code index} and {@code search}, with a small model whose weights mean nothing. */
class SearchCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FIXTURES =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures");
  private static final String MODEL = FIXTURES.resolve("bert").toString();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void documents() throws IOException {
    write("docs/graphs.md", "# Graphs\n\nEntities and relations.\n\n## Models\n\nTransE adds.");
    write("docs/texts.txt", "Sentences become vectors. 句子变成向量。");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling("."));
    return Files.writeString(file, text);
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(1, List.of("--index", folder.resolve("index").toString()));
    return Main.run(new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
  }

  private int index(String... more) {
    List<String> args =
        new ArrayList<>(List.of("index", folder.resolve("docs").toString(), "--model", MODEL));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private JsonNode json() throws IOException {
    return JSON.readTree(out.toString());
  }

  @Test
  void findsPassagesAndSaysWhere() throws IOException {
    assertThat(index()).as(err.toString()).isZero();
    assertThat(out.toString()).contains("2 added, 0 changed, 0 removed", "3 chunks", "5 items");
    assertThat(run("search", "how transe adds")).as(err.toString()).isZero();
    assertThat(out.toString())
        .containsPattern(
            " 1  \\d\\.\\d{3}  graphs.md › Graphs › Models, letters 35–58  \\(BM25 \\d+\\.\\d\\d #1,"
                + " cosine -?\\d\\.\\d{3} #\\d\\)\n")
        .contains("## Models [TransE] [adds].");
    assertThat(run("search", "向量", "--mode", "bm25", "--json")).isZero();
    JsonNode hit = json().path("hits").path(0);
    assertThat(hit.path("attributes").path("source").asText()).isEqualTo("texts.txt");
    assertThat(hit.path("bm25").path("rank").asInt()).isEqualTo(1);
    assertThat(hit.has("cosine")).isFalse();
    JsonNode word = hit.path("words").path(0);
    assertThat(
            hit.path("text")
                .asText()
                .substring(word.path("start").asInt(), word.path("end").asInt()))
        .isEqualTo("向量");
  }

  @Test
  void modesFiltersAndFusions() throws IOException {
    assertThat(index("--precision", "int8", "--chunks", "sentences")).isZero();
    assertThat(run("search", "vectors", "--json", "--filter", "source=graphs*")).isZero();
    assertThat(json().path("hits"))
        .hasSize(2)
        .allSatisfy(
            hit ->
                assertThat(hit.path("attributes").path("source").asText()).isEqualTo("graphs.md"));
    for (String[] options :
        new String[][] {
          {"--mode", "dense"}, {"--ranks"}, {"--weight", "0.2"}, {"--diverse", "0.5"}
        }) {
      List<String> args = new ArrayList<>(List.of("search", "sentences", "--json", "--top", "2"));
      args.addAll(List.of(options));
      assertThat(run(args.toArray(String[]::new))).as(err.toString()).isZero();
      assertThat(json().path("hits")).hasSize(2);
    }
    assertThat(run("search", "vectors", "--filter", "page>")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("filter \"page>\": expected a value, found the end");
    assertThat(run("search", "nothing at all", "--mode", "bm25")).isZero();
    assertThat(out.toString()).isEqualTo("nothing found\n");
  }

  @Test
  void badFilesAreToldAndTheRestIsThere() throws IOException {
    write("docs/bad.pdf", "no PDF");
    assertThat(index("--json")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(json().path("added")).hasSize(2);
    assertThat(json().path("failed").path(0).path("file").asText()).isEqualTo("bad.pdf");
    Files.delete(folder.resolve("docs/bad.pdf"));
    write("docs/texts.txt", "Something else");
    assertThat(index()).isZero();
    assertThat(out.toString()).contains("0 added, 1 changed, 0 removed, 1 as they were");
  }

  @Test
  void anotherModelIsRefused() {
    assertThat(index()).isZero();
    String other = FIXTURES.resolve("distilbert").toString();
    assertThat(run("search", "vectors", "--model", other)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString())
        .contains("the vectors \"text\" of this index come from bert, and not from this distilbert")
        .contains("model hash: ")
        .contains("pooling: mean, normalise in the index");
    assertThat(run("index", folder.resolve("docs").toString(), "--model", other))
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(run("search", "anything")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("there is no index").contains("embed4j index FOLDER");
    assertThat(run("search", " ")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("QUESTION must not be empty");
    assertThat(run("index")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("FOLDER or --graph is missing");
    assertThat(run("index", folder.resolve("none").toString(), "--model", MODEL))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("there is no folder");
    assertThat(index("--chunk-tokens", "100")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--chunk-tokens must be at most 26");
  }

  /** Three films near each other and two cities far from them, by hand. */
  private String graph() {
    Vocabulary entities = new Vocabulary();
    Labels.Builder labels = new Labels.Builder();
    String[][] names = {
      {"Q1", "Alien", "异形"},
      {"Q2", "Blade Runner", "银翼杀手"},
      {"Q3", "Gladiator", "角斗士"},
      {"Q4", "Paris", "巴黎"},
      {"Q5", "Beijing", "北京"}
    };
    KgeModel model = KgeModel.zeros(new DistMult(), 2, false, names.length, 1);
    for (int i = 0; i < names.length; i++) {
      entities.add(names[i][0]);
      labels.label(i, "en", names[i][1]);
      labels.label(i, "zh", names[i][2]);
      model.entities().row(i).set(i < 3 ? 0 : 1, 1);
      model.entities().row(i).set(i < 3 ? 1 : 0, i / 100f + 0.01f);
    }
    Vocabulary relations = new Vocabulary();
    relations.add("likes");
    KnowledgeGraph graph =
        new KnowledgeGraph(
            "films",
            entities,
            relations,
            Triples.of(new int[] {0, 0, 1}),
            Triples.of(),
            Triples.of(),
            new Annotations(labels.build(), Labels.NONE, EntityTypes.NONE, Attributes.NONE));
    ModelFolder.write(
        folder.resolve("run/model"),
        new TrainedModel(model, graph, JSON.createObjectNode(), JSON.createObjectNode()));
    return folder.resolve("run").toString();
  }

  @Test
  void findsEntitiesByTextAndByNeighbourhood() throws IOException {
    assertThat(index()).isZero();
    String run = graph();
    assertThat(run("search", "银翼杀手", "--graph", run, "--json", "--top", "2"))
        .as(err.toString())
        .isZero();
    assertThat(json().path("hits").path(0).path("attributes").path("entity").asText())
        .isEqualTo("Q2");
    assertThat(json().path("near"))
        .extracting(hit -> hit.path("attributes").path("entity").asText())
        .containsExactly("Q3", "Q1");
    assertThat(run("search", "paris", "--graph", run, "--mode", "bm25")).isZero();
    assertThat(out.toString())
        .startsWith("by text\n")
        .contains("near Paris in the graph\n   1.000  Beijing");
    assertThat(run("search", "paris", "--mode", "bm25")).isZero(); // documents know nothing of it
    assertThat(out.toString()).isEqualTo("nothing found\n");
    assertThat(run("index", "--graph", run)).isZero();
    assertThat(err.toString()).contains("5 entities indexed");
  }

  @Test
  void measuresAnIndex() throws IOException {
    write(
        "data/corpus.jsonl",
        """
        {"_id": "a", "title": "Cells", "text": "Cells divide quickly."}
        {"_id": "b", "title": "Stars", "text": "Stars burn hydrogen."}
        {"_id": "c", "title": "", "text": "Nothing of interest."}
        """);
    write("data/queries.jsonl", "{\"_id\": \"1\", \"text\": \"dividing cells\"}\n");
    write("data/qrels/test.tsv", "query-id\tcorpus-id\tscore\n1\ta\t1\n");
    StringWriter text = new StringWriter();
    int code =
        Main.run(
            new PrintWriter(text),
            new PrintWriter(err),
            "evaluate",
            MODEL,
            "scifact",
            "--search",
            "--fusions",
            "--json",
            "--data",
            folder.resolve("data").toString());
    assertThat(code).as(err.toString()).isZero();
    JsonNode figures = JSON.readTree(text.toString()).path("figures");
    assertThat(figures.path("bm25 ndcg@10").asDouble()).isEqualTo(1);
    assertThat(figures.path("dense recall@10").asDouble()).isEqualTo(1);
    assertThat(figures.path("scores 0.1 ndcg@10").asDouble()).isEqualTo(1);
    assertThat(figures.size()).isEqualTo(12 + 9 + 10);
  }
}
