package io.embed4j.graph.reason.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.reason.similar.EntityFacts.Fact;
import io.embed4j.graph.reason.similar.NearDuplicates.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Neighbours, pairs and shared facts against plain searches in double. */
class SimilarityTest {
  private static final int ENTITIES = 700; // more than two blocks
  private static final int WIDTH = 9;
  private static final EmbeddingTable TABLE = random();

  private static EmbeddingTable random() {
    Random random = new Random(3);
    EmbeddingTable table = EmbeddingTable.zeros(ENTITIES, WIDTH);
    for (int i = 0; i < table.data().length; i++) {
      table.data()[i] = (float) random.nextGaussian();
    }
    return table;
  }

  private static double cosine(int a, int b) {
    double dot = 0;
    double normA = 0;
    double normB = 0;
    for (int d = 0; d < WIDTH; d++) {
      dot += (double) TABLE.row(a).at(d) * TABLE.row(b).at(d);
      normA += (double) TABLE.row(a).at(d) * TABLE.row(a).at(d);
      normB += (double) TABLE.row(b).at(d) * TABLE.row(b).at(d);
    }
    return dot / Math.sqrt(normA * normB);
  }

  private static List<Pair> pairs(int threads, int top, float least) {
    try (Workers workers = new Workers(threads)) {
      UnitVectors vectors = UnitVectors.of(TABLE, workers);
      return NearDuplicates.find(vectors, top, least, workers, Progress.NONE);
    }
  }

  @Test
  void neighboursAreThoseOfAPlainSearch() {
    try (Workers workers = new Workers(2)) {
      int[] candidates = IntStream.range(0, ENTITIES).filter(e -> e % 3 == 0).toArray();
      Neighbours neighbours = new Neighbours(UnitVectors.of(TABLE, workers), candidates, workers);
      int[] asked = IntStream.range(0, ENTITIES).toArray();

      List<List<Neighbour>> found = neighbours.of(asked, 4);

      for (int e : asked) {
        List<Integer> expected =
            Arrays.stream(candidates)
                .filter(c -> c != e)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -cosine(e, c)))
                .limit(4)
                .toList();
        assertThat(found.get(e)).extracting(Neighbour::entity).isEqualTo(expected);
        assertThat((double) found.get(e).getFirst().cosine())
            .isCloseTo(cosine(e, expected.getFirst()), within(1e-6));
      }
    }
  }

  @Test
  void pairsAreThoseOfAPlainSearch() {
    List<int[]> all = new ArrayList<>();
    for (int i = 0; i < ENTITIES; i++) {
      for (int j = i + 1; j < ENTITIES; j++) {
        all.add(new int[] {i, j});
      }
    }
    all.sort(Comparator.comparingDouble(p -> -cosine(p[0], p[1])));

    List<Pair> found = pairs(1, 20, -1);

    assertThat(found)
        .extracting(Pair::one)
        .isEqualTo(all.stream().limit(20).map(p -> p[0]).toList());
    assertThat(found)
        .extracting(Pair::two)
        .isEqualTo(all.stream().limit(20).map(p -> p[1]).toList());
  }

  @Test
  void pairsLessAlikeThanAskedAreLeftOut() {
    float least = pairs(1, 20, -1).get(4).cosine();

    assertThat(pairs(1, 20, least)).hasSize(5);
  }

  @Test
  void threadsChangeNothing() {
    assertThat(pairs(3, 50, -1)).isEqualTo(pairs(1, 50, -1));
  }

  @Test
  void vectorsOfZerosAreLikeNothing() {
    UnitVectors vectors = UnitVectors.of(EmbeddingTable.zeros(2, 3), Workers.single());

    assertThat(Neighbours.among(vectors, Workers.single()).of(0, 5))
        .containsExactly(new Neighbour(1, 0));
  }

  @Test
  void sharedFactsHaveDirections() {
    EntityFacts facts =
        new EntityFacts(
            4, Triples.of(new int[][] {{0, 0, 2}, {1, 0, 2}, {3, 1, 0}, {3, 1, 1}, {2, 0, 1}}));

    assertThat(facts.shared(0, 1))
        .containsExactly(new Fact(0, Side.TAIL, 2), new Fact(1, Side.HEAD, 3));
    assertThat(facts.roles(1)).containsExactly(0, 1, 3);
  }

  @Test
  void sharedFactsAreThoseOfSets() {
    Random random = new Random(5);
    int[][] rows = new int[300][];
    Arrays.setAll(rows, i -> new int[] {random.nextInt(12), random.nextInt(3), random.nextInt(12)});
    EntityFacts facts =
        new EntityFacts(
            12,
            Triples.of(
                Arrays.stream(rows)
                    .map(Arrays::toString)
                    .distinct()
                    .map(SimilarityTest::row)
                    .toArray(int[][]::new)));

    for (int a = 0; a < 12; a++) {
      for (int b = 0; b < 12; b++) {
        Set<Fact> expected = new HashSet<>(facts(rows, a));
        expected.retainAll(facts(rows, b));
        assertThat(new HashSet<>(facts.shared(a, b))).isEqualTo(expected);
      }
    }
  }

  private static int[] row(String text) {
    return Arrays.stream(text.replaceAll("[^0-9,]", "").split(",", -1))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  private static Set<Fact> facts(int[][] rows, int entity) {
    Set<Fact> facts = new HashSet<>();
    for (int[] row : rows) {
      if (row[0] == entity) {
        facts.add(new Fact(row[1], Side.TAIL, row[2]));
      }
      if (row[2] == entity) {
        facts.add(new Fact(row[1], Side.HEAD, row[0]));
      }
    }
    return facts;
  }
}
