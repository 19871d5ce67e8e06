package io.embed4j.encode.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdFiguresTest {
  @Test
  void withoutTiesByHand() {
    // Descending: 0.9 +, 0.8 −, 0.7 +, 0.4 −, 0.2 −.
    var found =
        ThresholdFigures.of(
            new double[] {0.2, 0.7, 0.9, 0.4, 0.8},
            new boolean[] {false, true, true, false, false});
    assertThat(found.averagePrecision()).isEqualTo((1.0 + 2.0 / 3) / 2, within(1e-15));
    assertThat(found.accuracy()).isEqualTo(0.8); // after 0.9, and again after 0.7
    assertThat(found.accuracyThreshold()).isEqualTo(0.85, within(1e-15));
    assertThat(found.f1()).isEqualTo(0.8); // after 0.7: P 2/3, R 1
    assertThat(found.f1Threshold()).isEqualTo(0.55, within(1e-15));
    assertThat(found.precision()).isEqualTo(2.0 / 3);
    assertThat(found.recall()).isEqualTo(1);
  }

  @Test
  void tiesByHand() {
    // 0.9 +; 0.5 + − −; 0.1 −: precision is 1/1, then 2/4 for both orders of the tie.
    double[] scores = {0.5, 0.5, 0.9, 0.5, 0.1};
    var found = ThresholdFigures.of(scores, new boolean[] {true, false, true, false, false});
    assertThat(found.averagePrecision()).isEqualTo(0.5 * 1 + 0.5 * 0.5);
    assertThat(found.accuracy()).isEqualTo(0.8); // and not 1: nothing cuts the tie
    assertThat(found.accuracyThreshold()).isEqualTo(0.7);
    assertThat(found.f1()).isEqualTo(2.0 / 3); // 2·1/(1+2) after 0.9, 2·2/(4+2) after 0.5
    assertThat(found.f1Threshold()).isEqualTo(0.7);
  }

  @Test
  void allPositiveAndNonePositiveAreNoThresholds() {
    // The best cut of all would be "none positive": 2 of 3.
    var found = ThresholdFigures.of(new double[] {3, 2, 1}, new boolean[] {false, false, true});
    assertThat(found.accuracy()).isEqualTo(1.0 / 3);
    assertThat(found.f1()).isZero(); // the positive pair is the last
  }

  @Test
  void equalScoresHaveNoThreshold() {
    var found = ThresholdFigures.of(new double[4], new boolean[] {true, false, false, false});
    assertThat(found.averagePrecision()).isEqualTo(0.25);
    assertThat(found.accuracy()).isZero();
    assertThat(found.f1()).isZero();
  }

  @Test
  void withoutPositivePairsNothingIsFound() {
    var found = ThresholdFigures.of(new double[] {2, 1}, new boolean[2]);
    assertThat(found.averagePrecision()).isZero();
    assertThat(found.recall()).isZero();
    assertThat(found.accuracy()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource({"2, 5, 1", "10, 3, 2", "60, 8, 3", "60, 100000, 4", "300, 40, 5"})
  void equalsTheDefinitions(int length, int values, long seed) {
    Random random = new Random(seed);
    double[] scores = random.ints(length, 0, values).asDoubleStream().toArray();
    boolean[] labels = new boolean[length];
    for (int i = 0; i < length; i++) {
      labels[i] = random.nextDouble() * values < scores[i];
    }
    scores[0] = values; // at least two scores and one positive pair
    labels[0] = true;
    var found = ThresholdFigures.of(scores, labels);
    double[] distinct = Arrays.stream(scores).distinct().sorted().toArray();
    double accuracy = 0;
    double f1 = 0;
    double averagePrecision = 0;
    for (int i = 0; i < distinct.length; i++) {
      double at = distinct[i];
      double above = i + 1 == distinct.length ? 0 : recall(scores, labels, distinct[i + 1]);
      averagePrecision += (recall(scores, labels, at) - above) * precision(scores, labels, at);
      if (i > 0) {
        double threshold = (distinct[i - 1] + at) / 2;
        accuracy = Math.max(accuracy, accuracy(scores, labels, threshold));
        double p = precision(scores, labels, threshold);
        double r = recall(scores, labels, threshold);
        f1 = Math.max(f1, p + r == 0 ? 0 : 2 * p * r / (p + r));
      }
    }
    assertThat(found.averagePrecision()).isEqualTo(averagePrecision, within(1e-12));
    assertThat(found.accuracy()).isEqualTo(accuracy, within(1e-12));
    assertThat(accuracy(scores, labels, found.accuracyThreshold())).isEqualTo(found.accuracy());
    assertThat(found.f1()).isEqualTo(f1, within(1e-12));
    assertThat(precision(scores, labels, found.f1Threshold())).isEqualTo(found.precision());
    assertThat(recall(scores, labels, found.f1Threshold())).isEqualTo(found.recall());
  }

  @Test
  void scoresAndLabelsMustBeAsMany() {
    assertThatThrownBy(() -> ThresholdFigures.of(new double[2], new boolean[1]))
        .hasMessage("scores and labels must be of equal length and not empty, but have 2 and 1");
  }

  private static double accuracy(double[] scores, boolean[] labels, double threshold) {
    return count(scores, labels, threshold, true, true, false) / scores.length;
  }

  private static double precision(double[] scores, boolean[] labels, double threshold) {
    double positives = count(scores, labels, threshold, true, false, false);
    double all = positives + count(scores, labels, threshold, false, false, true);
    return positives / all;
  }

  private static double recall(double[] scores, boolean[] labels, double threshold) {
    double all = count(scores, labels, Double.NEGATIVE_INFINITY, true, false, false);
    return count(scores, labels, threshold, true, false, false) / all;
  }

  private static double count(
      double[] scores,
      boolean[] labels,
      double threshold,
      boolean truePositives,
      boolean trueNegatives,
      boolean falsePositives) {
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      boolean said = scores[i] >= threshold;
      count += truePositives && said && labels[i] ? 1 : 0;
      count += trueNegatives && !said && !labels[i] ? 1 : 0;
      count += falsePositives && said && !labels[i] ? 1 : 0;
    }
    return count;
  }
}
