package io.embed4j.search.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.search.Samples;
import io.embed4j.search.index.SearchIndex;
import io.embed4j.search.item.Item;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fused lists against the formulas, worked out from the two lists alone. */
class FusionTest {
  private static final String QUESTION = "red green blue";
  private static final float[] VECTOR = {1, 1, 0};

  @TempDir private Path folder;

  @BeforeEach
  void index() {
    Random random = new Random(3);
    List<String> words = List.of("red", "green", "blue", "grey", "black", "white", "pink");
    try (SearchIndex index = SearchIndex.open(folder, Samples.settings(3))) {
      for (int n = 0; n < 60; n++) {
        StringBuilder text = new StringBuilder();
        for (int w = 0; w < 8; w++) {
          text.append(words.get(3 + random.nextInt(4))).append(' ');
        }
        text.append(n % 2 == 0 ? words.get(random.nextInt(3)) : "");
        float[] vector = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
        Map<String, float[]> vectors = n % 3 == 0 ? Map.of() : Map.of(Samples.FIELD, vector);
        index.put(List.of(new Item("" + n, text.toString(), List.of(), vectors)));
      }
      index.commit();
    }
  }

  private static VectorQuery vector() {
    return VectorQuery.of(Samples.FIELD, VECTOR);
  }

  private static Map<String, Double> scores(List<Hit> hits) {
    Map<String, Double> scores = new HashMap<>();
    hits.forEach(hit -> scores.put(hit.item().id(), hit.score()));
    return scores;
  }

  private static Map<String, Integer> ranks(List<Hit> hits) {
    Map<String, Integer> ranks = new HashMap<>();
    hits.forEach(hit -> ranks.put(hit.item().id(), ranks.size() + 1));
    return ranks;
  }

  private static double reciprocal(Map<String, Integer> ranks, String id, double constant) {
    Integer rank = ranks.get(id);
    return rank == null ? 0 : 1 / (constant + rank);
  }

  @Test
  void reciprocalRanksAddUp() {
    try (IndexView view = IndexView.open(folder)) {
      var words = ranks(view.search(SearchRequest.words(QUESTION).top(100)));
      var neighbours = ranks(view.search(SearchRequest.neighbours(vector()).top(100)));
      var fused =
          view.search(
              SearchRequest.hybrid(QUESTION, vector())
                  .top(100)
                  .fusedBy(new Fusion.ReciprocalRank(60, 0.75)));
      assertThat(fused).hasSizeGreaterThan(neighbours.size());
      for (Hit hit : fused) {
        String id = hit.item().id();
        assertThat(hit.score())
            .isEqualTo(
                0.75 * reciprocal(neighbours, id, 60) + 0.25 * reciprocal(words, id, 60),
                within(1e-12));
      }
    }
  }

  @Test
  void weightedScoresAreNormalisedOverAllCandidates() {
    try (IndexView view = IndexView.open(folder)) {
      var words = scores(view.search(SearchRequest.words(QUESTION).top(100)));
      var neighbours = scores(view.search(SearchRequest.neighbours(vector()).top(100)));
      double mostWords = words.values().stream().mapToDouble(s -> s).max().orElseThrow();
      double most = neighbours.values().stream().mapToDouble(s -> s).max().orElseThrow();
      double least = neighbours.values().stream().mapToDouble(s -> s).min().orElseThrow();
      var fused =
          view.search(
              SearchRequest.hybrid(QUESTION, vector()).top(100).fusedBy(new Fusion.Weighted(0.3)));
      assertThat(fused).isNotEmpty();
      for (Hit hit : fused) {
        String id = hit.item().id();
        // the least BM25 of a candidate is 0: some have none of the words
        double word = words.getOrDefault(id, 0.0) / mostWords;
        double cosine = (neighbours.getOrDefault(id, least) - least) / (most - least);
        assertThat(hit.score()).as(id).isEqualTo(0.3 * cosine + 0.7 * word, within(1e-6));
        assertThat(hit.words().orElseThrow().rank().isPresent()).isEqualTo(words.containsKey(id));
        assertThat(hit.neighbour().isPresent()).isEqualTo(neighbours.containsKey(id));
      }
    }
  }

  /** A list that is cut still gives every candidate both scores. */
  @Test
  void scoresOfTheOtherListAreFilledIn() {
    try (IndexView view = IndexView.open(folder)) {
      var words = scores(view.search(SearchRequest.words(QUESTION).top(100)));
      for (Hit hit : view.search(SearchRequest.hybrid(QUESTION, vector()).top(5))) {
        double score = hit.words().orElseThrow().score();
        assertThat(score).isEqualTo(words.getOrDefault(hit.item().id(), 0.0));
      }
    }
  }

  @Test
  void ranksOfListsAreTheirOwn() {
    Hit.Part part = new Hit.Part(2, OptionalInt.of(1));
    assertThat(FusedScores.normalised(new double[] {4, Double.NaN, 2, 3}))
        .containsExactly(1, 0, 0, 0.5);
    assertThat(FusedScores.normalised(new double[] {4, 4})).containsExactly(1, 1);
    assertThat(part.rank()).hasValue(1);
    assertThatThrownBy(() -> new Fusion.Weighted(1.5))
        .hasMessage("vectorWeight must be from 0 to 1, but is 1.5");
  }

  /** Maximal marginal relevance against the definition, written with lists. */
  @Test
  void diverseHitsAreThoseOfTheDefinition() {
    try (IndexView view = IndexView.open(folder)) {
      List<Hit> all = view.search(SearchRequest.neighbours(vector()).top(100));
      double most = all.getFirst().score();
      double least = all.getLast().score();
      List<String> expected = new ArrayList<>();
      while (expected.size() < 8) {
        String best = "";
        double bestValue = Double.NEGATIVE_INFINITY;
        for (Hit hit : all) {
          String id = hit.item().id();
          double alike =
              expected.stream().mapToDouble(other -> cosine(view, id, other)).max().orElse(0);
          double value = 0.4 * (hit.score() - least) / (most - least) - 0.6 * alike;
          if (!expected.contains(id) && value > bestValue) {
            best = id;
            bestValue = value;
          }
        }
        expected.add(best);
      }
      var diverse =
          SearchRequest.neighbours(vector()).top(8).diverse(new Diversity(Samples.FIELD, 0.4));
      assertThat(view.search(diverse))
          .extracting(hit -> hit.item().id())
          .containsExactlyElementsOf(expected);
      var relevant =
          SearchRequest.neighbours(vector()).top(8).diverse(new Diversity(Samples.FIELD, 1));
      assertThat(view.search(relevant)).isEqualTo(all.subList(0, 8));
    }
  }

  private static double cosine(IndexView view, String a, String b) {
    return Samples.cosine(
        view.vector(a, Samples.FIELD).orElseThrow(), view.vector(b, Samples.FIELD).orElseThrow());
  }
}
