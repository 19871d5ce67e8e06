package io.embed4j.graph.reason.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FitTest {
  /** Returns a sample whose true curve has slope 2 / (1 + relation) and is even at the relation. */
  private static LabelledScores sample(int size, int relations, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] scores = new float[size];
    for (int i = 0; i < size; i++) {
      scores[i] = (float) random.nextDouble(-4, 6);
    }
    Arrays.sort(scores);
    int[] relation = new int[size];
    boolean[] labels = new boolean[size];
    for (int i = 0; i < size; i++) {
      relation[i] = (int) (relations * Math.pow(random.nextDouble(), 3)); // the last ones are rare
      double z = 2.0 / (1 + relation[i]) * (scores[i] - relation[i]);
      labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-z));
    }
    return new LabelledScores(relation, scores, labels);
  }

  @Test
  void theGlobalCurveHasNoGradientLeft() {
    LabelledScores sample = sample(500, 1, 1);
    Curve.Platt curve = new PlattFit(sample).curve();
    double[] targets = sample.targets();
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < sample.size(); i++) {
      double error = curve.probability(sample.scores()[i]) - targets[i];
      sum += error;
      weighted += error * sample.scores()[i];
    }
    assertThat(sum).isCloseTo(0, within(1e-6));
    assertThat(weighted).isCloseTo(0, within(1e-6));
    assertThat(targets[0]).isEqualTo(1.0 / (sample.negatives() + 2));
  }

  @Test
  void theGlobalCurveIsThatOfTheSource() {
    Curve.Platt curve = new PlattFit(sample(200_000, 1, 2)).curve();
    assertThat(curve.slope()).isCloseTo(2, within(0.05));
    assertThat(curve.intercept()).isCloseTo(0, within(0.05));
  }

  /** The prior of the Javadoc, written out again: deviations 1 and 2 in standard scores. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void theCurveOfARelationHasNoGradientLeftEither(int relation) {
    LabelledScores sample = sample(800, 5, 3);
    PlattFit fit = new PlattFit(sample);
    LabelledScores own = sample.ofRelation(relation);
    double mean = IntStream.range(0, 800).mapToDouble(i -> sample.scores()[i]).average().orElse(0);
    double deviation =
        Math.sqrt(
            IntStream.range(0, 800)
                .mapToDouble(i -> Math.pow(sample.scores()[i] - mean, 2))
                .average()
                .orElse(0));
    Curve.Platt global = fit.curve();
    Curve.Platt curve = fit.curve(own);
    double a = curve.slope() * deviation;
    double b = curve.intercept() + curve.slope() * mean;
    double gradientA = a - global.slope() * deviation;
    double gradientB = (b - global.intercept() - global.slope() * mean) / 4;
    for (int i = 0; i < own.size(); i++) {
      double error = curve.probability(own.scores()[i]) - (own.labels()[i] ? 1 : 0);
      gradientA += error * (own.scores()[i] - mean) / deviation;
      gradientB += error;
    }
    assertThat(gradientA).isCloseTo(0, within(1e-6));
    assertThat(gradientB).isCloseTo(0, within(1e-6));
  }

  @Test
  void scoresThatMisleadSayNothing() {
    int n = 100;
    float[] scores = new float[n];
    boolean[] labels = new boolean[n];
    for (int i = 0; i < n; i++) {
      scores[i] = i;
      labels[i] = i < 25;
    }
    Curve.Platt curve = new PlattFit(new LabelledScores(new int[n], scores, labels)).curve();
    assertThat(curve.slope()).isEqualTo(0);
    assertThat(curve.probability(50)).isCloseTo(26.0 / 102, within(1e-9));
  }

  /** The isotonic fit in place i is the greatest of the least means: max j ≤ i, min k ≥ i. */
  @Test
  void isotonicPoolsAreThoseOfTheMinimaxFormula() {
    SplittableRandom random = new SplittableRandom(4);
    double[] scores = random.doubles(60).map(x -> Math.floor(20 * x)).sorted().toArray();
    double[] targets = new double[60];
    for (int i = 0; i < 60; i++) {
      targets[i] = random.nextDouble() * 20 < scores[i] ? 0.9 : 0.1;
    }
    List<double[]> expected = new ArrayList<>(); // level, sum of scores, count
    for (int i = 0; i < 60; i++) {
      double level = level(scores, targets, i);
      if (expected.isEmpty() || level > expected.getLast()[0] + 1e-12) {
        expected.add(new double[] {level, 0, 0});
      }
      expected.getLast()[1] += scores[i];
      expected.getLast()[2]++;
    }
    Curve.Isotonic curve = IsotonicFit.of(scores, targets);
    assertThat(curve.scores()).hasSize(expected.size()).hasSizeGreaterThan(3);
    for (int p = 0; p < expected.size(); p++) {
      double[] pool = expected.get(p);
      assertThat(curve.probabilities()[p]).isCloseTo(pool[0], within(1e-12));
      assertThat(curve.scores()[p]).isCloseTo(pool[1] / pool[2], within(1e-12));
    }
  }

  private static double level(double[] scores, double[] targets, int i) {
    double greatest = 0;
    for (int j = 0; j <= i || (j < 60 && scores[j] == scores[i]); j++) {
      if (j > 0 && scores[j] == scores[j - 1]) {
        continue; // equal scores stay together
      }
      double least = 1;
      for (int k = i; k < 60; k++) {
        if (k == 59 || scores[k] != scores[k + 1]) {
          double mean =
              IntStream.rangeClosed(j, k).mapToDouble(x -> targets[x]).average().orElse(0);
          least = Math.min(least, mean);
        }
      }
      greatest = Math.max(greatest, least);
    }
    return greatest;
  }

  @Test
  void isotonicCurvesOfRelationsAreTheSharedFunctionOfTheirLogits() {
    LabelledScores sample = sample(600, 4, 5);
    CalibrationFit fit = new CalibrationFit(sample);
    Calibration platt = fit.of(Method.PLATT, Negatives.GIVEN, 1);
    Calibration isotonic = fit.of(Method.ISOTONIC, Negatives.GIVEN, 1);
    assertThat(isotonic.relations().keySet()).isEqualTo(platt.relations().keySet());
    // Equal logits have equal probabilities, whatever the relation.
    for (double z = -3; z < 3; z += 0.37) {
      double ofTheFirst = probability(platt, isotonic, 0, z);
      for (int relation = 1; relation < 4; relation++) {
        assertThat(probability(platt, isotonic, relation, z)).isCloseTo(ofTheFirst, within(1e-9));
      }
    }
  }

  private static double probability(Calibration platt, Calibration bent, int relation, double z) {
    Curve.Platt line = (Curve.Platt) platt.fit(relation).curve();
    return bent.fit(relation).curve().probability((z - line.intercept()) / line.slope());
  }
}
