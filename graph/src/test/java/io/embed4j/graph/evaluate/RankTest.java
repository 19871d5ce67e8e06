package io.embed4j.graph.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embed4j.core.table.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class RankTest {
  private static final double EPSILON = 1e-12;

  @Test
  void ranksAndMetricsEqualTheFixtures() throws IOException {
    List<Path> files;
    try (var all = Files.list(fixtures().resolve("kge"))) {
      files = all.filter(file -> file.getFileName().toString().startsWith("ranking")).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      JsonNode fixture = JsonMapper.builder().build().readTree(file.toFile());
      for (String filter : List.of("raw", "filtered")) {
        List<Rank> ranks = new ArrayList<>();
        for (JsonNode query : fixture.get("queries")) {
          Rank rank = rank(query, filter.equals("filtered"));
          assertRank(rank, query.get(filter));
          ranks.add(rank);
        }
        for (Ties ties : Ties.values()) {
          assertMetrics(
              Metrics.of(ties, ranks::forEach),
              fixture.get("metrics").get(filter).get(ties.name().toLowerCase(Locale.ROOT)));
        }
      }
    }
  }

  private static Rank rank(JsonNode query, boolean filtered) {
    double[] scores = numbers(query.get("scores"));
    float[] row = new float[scores.length + 3]; // the row starts inside an array
    IntStream.range(0, scores.length).forEach(i -> row[2 + i] = (float) scores[i]);
    double[] known = filtered ? numbers(query.get("known_true")) : new double[0];
    return Rank.of(
        new Row(row, 2, scores.length),
        query.get("answer").asInt(),
        Arrays.stream(known).mapToInt(k -> (int) k).toArray());
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static void assertRank(Rank rank, JsonNode expected) {
    assertThat(rank.value(Ties.OPTIMISTIC)).isEqualTo(expected.get("optimistic").asDouble());
    assertThat(rank.value(Ties.REALISTIC)).isEqualTo(expected.get("realistic").asDouble());
    assertThat(rank.value(Ties.PESSIMISTIC)).isEqualTo(expected.get("pessimistic").asDouble());
  }

  private static void assertMetrics(Metrics metrics, JsonNode expected) {
    Map<String, Double> found =
        Map.of(
            "MR", metrics.meanRank(),
            "MRR", metrics.mrr(),
            "Hits@1", metrics.hitsAt1(),
            "Hits@3", metrics.hitsAt3(),
            "Hits@10", metrics.hitsAt10());
    found.forEach(
        (name, value) ->
            assertThat(value).as(name).isCloseTo(expected.get(name).asDouble(), within(EPSILON)));
  }

  @Test
  void whatIsNoNumberRanksLast() {
    float nan = Float.NaN;
    assertThat(Rank.of(Row.of(nan, 1, 2, nan), 0, new int[] {0})).isEqualTo(new Rank(3, 0, 3));
    assertThat(Rank.of(Row.of(nan, 1, 2, nan), 1, new int[] {1, 3})).isEqualTo(new Rank(1, 0, 2));
    assertThat(Rank.of(Row.of(nan, nan), 0, new int[0]).value(Ties.OPTIMISTIC)).isEqualTo(2);
  }

  @Test
  void infiniteScoresAndSignedZerosCompareAsNumbers() {
    float inf = Float.POSITIVE_INFINITY;
    assertThat(Rank.of(Row.of(inf, inf, 3), 0, new int[0])).isEqualTo(new Rank(0, 1, 2));
    assertThat(Rank.of(Row.of(0f, -0f, -inf), 1, new int[0])).isEqualTo(new Rank(0, 1, 2));
  }

  @Test
  void amriIsOneForPerfectRanksZeroForChanceAndCountsFilteredCandidates() {
    // By hand: (rank − 1) sums to 0 + 3, chance to 4/2 + 10/2 = 7.
    List<Rank> ranks = List.of(new Rank(0, 0, 4), new Rank(3, 0, 10));
    assertThat(Metrics.of(Ties.REALISTIC, ranks::forEach).amri())
        .isCloseTo(4.0 / 7, within(EPSILON));
    List<Rank> perfect = List.of(new Rank(0, 0, 4));
    assertThat(Metrics.of(Ties.REALISTIC, perfect::forEach).amri()).isEqualTo(1);
    List<Rank> chance = List.of(new Rank(0, 4, 4), new Rank(0, 7, 7)); // all alike
    assertThat(Metrics.of(Ties.REALISTIC, chance::forEach).amri()).isEqualTo(0);
    List<Rank> none = List.of();
    assertThat(Metrics.of(Ties.REALISTIC, none::forEach))
        .isEqualTo(new Metrics(0, 0, 0, 0, 0, 0, 0));
  }

  /** The folder of {@code EMBED4J_FIXTURES}, else that of this repository. */
  private static Path fixtures() {
    String folder = System.getenv("EMBED4J_FIXTURES");
    if (folder != null && !folder.isEmpty()) {
      return Path.of(folder);
    }
    String root = System.getenv("EMBED4J_ROOT");
    return Path.of(root == null ? ".." : root).resolve("fixtures");
  }
}
