package io.embed4j.graph.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.graph.data.Side;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scores equal those of the reference files, for every file and every variant found there. */
class FixtureScoreTest {
  static List<KgeFixture> all() {
    return KgeFixture.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void scoresOfTriples(KgeFixture fixture) {
    JsonNode triples = fixture.json().get("triples_head_relation_tail");
    fixture
        .json()
        .get("scores")
        .properties()
        .forEach(
            variant -> {
              KgeModel model = fixture.model(variant.getKey());
              double[] expected = KgeFixture.numbers(variant.getValue());
              assertThat(expected).hasSize(triples.size());
              for (int i = 0; i < expected.length; i++) {
                JsonNode triple = triples.get(i);
                int h = triple.get(0).asInt();
                int r = triple.get(1).asInt();
                int t = triple.get(2).asInt();
                for (Side side : Side.values()) {
                  double score = score(variant.getKey(), model, side, h, r, t);
                  assertClose(score, expected[i], fixture, variant.getKey() + " " + triple);
                }
              }
            });
  }

  @ParameterizedTest
  @MethodSource("all")
  void scoresOfAllTails(KgeFixture fixture) {
    for (JsonNode query : fixture.json().get("all_tails")) {
      int h = query.get("head").asInt();
      int r = query.get("relation").asInt();
      checkAll(fixture, query, (variant, model, t) -> score(variant, model, Side.TAIL, h, r, t));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void scoresOfAllHeads(KgeFixture fixture) {
    for (JsonNode query : fixture.json().get("all_heads")) {
      int r = query.get("relation").asInt();
      int t = query.get("tail").asInt();
      checkAll(fixture, query, (variant, model, h) -> score(variant, model, Side.HEAD, h, r, t));
    }
  }

  private interface CandidateScore {
    double of(String variant, KgeModel model, int candidate);
  }

  private static void checkAll(KgeFixture fixture, JsonNode query, CandidateScore score) {
    query
        .get("scores")
        .properties()
        .forEach(
            variant -> {
              KgeModel model = fixture.model(variant.getKey());
              double[] expected = KgeFixture.numbers(variant.getValue());
              assertThat(expected).hasSize(fixture.entities());
              for (int e = 0; e < expected.length; e++) {
                double actual = score.of(variant.getKey(), model, e);
                assertClose(actual, expected[e], fixture, variant.getKey() + " " + e);
              }
            });
  }

  private static double score(String variant, KgeModel model, Side side, int h, int r, int t) {
    TripleOracle.Parts parts = KgeFixture.parts(model, h, r, t);
    double score =
        side == Side.TAIL
            ? TripleOracle.tailScore(model.interaction(), model.dim(), parts)
            : TripleOracle.headScore(model.interaction(), model.dim(), parts);
    return variant.equals("logistic") ? 1 / (1 + Math.exp(-score)) : score;
  }

  private static void assertClose(double actual, double expected, KgeFixture fixture, String name) {
    assertThat(Math.abs(actual - expected))
        .as("%s, %s: expected %s, found %s", fixture, name, expected, actual)
        .isLessThanOrEqualTo(fixture.tolerance() * Math.max(1, Math.abs(expected)));
  }
}
