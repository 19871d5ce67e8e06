package io.embed4j.encode.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class StatisticsTest {
  private static final Offset<Double> CLOSE = Offset.offset(1e-12);

  @Test
  void equalValuesShareTheMeanOfTheirRanks() {
    assertThat(Statistics.ranks(new double[] {3, 1, 3, 2, 3})).containsExactly(4, 1, 4, 2, 4);
  }

  /** Without ties, Spearman is 1 − 6 Σ d² / (n (n² − 1)). */
  @Test
  void spearmanWithoutTiesIsTheFormulaOfDifferences() {
    double[] x = {10, 20, 30, 40, 50};
    double[] y = {2, 1, 5, 3, 4};
    assertThat(Statistics.spearman(x, y)).isEqualTo(1 - 6.0 * (1 + 1 + 4 + 1 + 1) / 120, CLOSE);
  }

  /** By scipy.stats.spearmanr, whose documentation has this example. */
  @Test
  void spearmanWithTiesIsThatOfMeanRanks() {
    double[] x = {1, 2, 3, 4, 5};
    double[] y = {5, 6, 7, 8, 7};
    assertThat(Statistics.spearman(x, y)).isEqualTo(0.8207826816681233, CLOSE);
  }

  @Test
  void averagePrecisionIsTheMeanOfPrecisionsAtEachPositive() {
    double[] scores = {0.9, 0.8, 0.7, 0.6};
    assertThat(Statistics.averagePrecision(scores, new boolean[] {true, false, true, false}))
        .isEqualTo((1 + 2 / 3.0) / 2, CLOSE);
    assertThat(Statistics.averagePrecision(new double[4], new boolean[] {true, false, true, false}))
        .isEqualTo(0.5, CLOSE);
  }

  @Test
  void bestAccuracyIsThatOfTheBestThreshold() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 200; round++) {
      int n = random.nextInt(1, 12);
      double[] scores = new double[n];
      boolean[] positive = new boolean[n];
      for (int i = 0; i < n; i++) {
        scores[i] = random.nextInt(4);
        positive[i] = random.nextBoolean();
      }
      double best = 0;
      for (double threshold = -0.5; threshold < 4; threshold++) {
        int right = 0;
        for (int i = 0; i < n; i++) {
          right += scores[i] > threshold == positive[i] ? 1 : 0;
        }
        best = Math.max(best, (double) right / n);
      }
      assertThat(Statistics.bestAccuracy(scores, positive)).isEqualTo(best, CLOSE);
    }
  }

  @Test
  void rankedListsBreakTiesByTheGreaterName() {
    assertThat(RankingFigures.ranked(List.of("a", "b", "c"), new double[] {1, 2, 1}))
        .containsExactly("b", "c", "a");
  }

  @Test
  void rankingFiguresAreThoseCountedByHand() {
    RankingFigures figures = new RankingFigures();
    figures.add(List.of("a", "b", "c", "d"), Map.of("b", 1, "d", 2, "x", 1, "c", 0));
    double log3 = Math.log(3) / Math.log(2);
    double log5 = Math.log(5) / Math.log(2);
    assertThat(figures.means().get("ndcg@10"))
        .isEqualTo((1 / log3 + 2 / log5) / (2 + 1 / log3 + 1 / 2.0), CLOSE);
    assertThat(figures.means().get("recall@10")).isEqualTo(2 / 3.0, CLOSE);
    assertThat(figures.means().get("mrr@10")).isEqualTo(0.5, CLOSE);
    figures.add(List.of("a"), Map.of("b", 1));
    assertThat(figures.means().get("mrr@10")).isEqualTo(0.25, CLOSE);
  }
}
