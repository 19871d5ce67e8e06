package io.embed4j.graph.reason.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

/**
 * A shop in which a like says little of the other items that are liked, because there are few, but
 * knowledge says which ones are of the same colour.
 */
class MethodComparisonTest {
  private static final RecommendationData SHOP = ToyShop.of(80, 160, 4, 6);

  private static SequencedMap<String, Double> measure(
      Method method, Protocol protocol, int threads) {
    try (Workers workers = new Workers(threads)) {
      return new MethodComparison(SHOP, protocol, workers)
          .measure(method, 1, Progress.NONE)
          .means();
    }
  }

  @Test
  void knowledgeHelpsWhereLikesAreFew() {
    double popular = measure(Method.POPULARITY, Protocol.CLICKS, 2).getOrDefault("auc", Double.NaN);
    double alone =
        measure(Method.COMPLEX_LIKES, Protocol.CLICKS, 2).getOrDefault("auc", Double.NaN);
    SequencedMap<String, Double> both = measure(Method.COMPLEX, Protocol.CLICKS, 2);
    assertThat(popular).isBetween(0.3, 0.7);
    assertThat(both.get("auc")).isGreaterThan(0.85).isGreaterThan(alone + 0.1);
    assertThat(both.get("f1")).isGreaterThan(0.7);
    assertThat(both).containsOnlyKeys("auc", "f1", "auc-liked-items");
  }

  @Test
  void figuresDoNotDependOnTheNumberOfThreads() {
    for (Method method : new Method[] {Method.ITEM_KNN, Method.BPR}) {
      SequencedMap<String, Double> one = measure(method, Protocol.RANDOM, 1);
      assertThat(one).isEqualTo(measure(method, Protocol.RANDOM, 2));
      assertThat(one.sequencedKeySet()).containsExactly("recall@20", "ndcg@20", "hit@20");
    }
  }

  @Test
  void severalSeedsHaveAMeanAndADeviation() {
    MethodFigures figures;
    try (Workers workers = new Workers(2)) {
      figures =
          new MethodComparison(SHOP, Protocol.CLICKS, workers)
              .measure(Method.POPULARITY, 3, Progress.NONE);
      double sum = 0;
      for (int seed = 1; seed <= 3; seed++) {
        RatingSplit split = Protocol.CLICKS.split(SHOP, seed);
        Popularity popularity = new Popularity(split.train(), SHOP.items());
        sum +=
            Protocol.CLICKS
                .test(popularity, split, Sizes.of(SHOP), workers)
                .getOrDefault("auc", Double.NaN);
      }
      assertThat(figures.means().get("auc")).isEqualTo(sum / 3);
    }
    assertThat(figures.deviation()).isBetween(0.001, 0.1);
    assertThat(figures.epochs()).containsExactly(0, 0, 0);
  }

  @Test
  void dataThatCannotBeMeasuredAreRefused() {
    RecommendationData likesOnly =
        new RecommendationData(
            "likes",
            SHOP.entities(),
            SHOP.relations(),
            SHOP.labels(),
            SHOP.items(),
            SHOP.users(),
            SHOP.ratings().likes(),
            SHOP.knowledge());
    assertThatThrownBy(() -> Protocol.CLICKS.split(likesOnly, 1))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("needs ratings that are no likes");
  }
}
