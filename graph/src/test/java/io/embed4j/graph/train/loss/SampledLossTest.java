package io.embed4j.graph.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampledLossTest {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-5;
  private static final int OFFSET = 3;

  static Stream<Loss> losses() {
    return Stream.of(
        new Loss.CrossEntropy(0),
        new Loss.CrossEntropy(0.2),
        new Loss.BinaryCrossEntropy(0, 0),
        new Loss.BinaryCrossEntropy(4, 0),
        new Loss.BinaryCrossEntropy(-1, 0.1),
        new Loss.MarginRanking(1),
        new Loss.MarginRanking(5),
        new Loss.SelfAdversarial(0, 0),
        new Loss.SelfAdversarial(3, 0.7));
  }

  /** The definitions of {@link Loss} in plain double. */
  private static double reference(Loss loss, double s, double[] negatives, double[] p) {
    int n = negatives.length;
    double sum = 0;
    switch (loss) {
      case Loss.CrossEntropy(double e) -> {
        double z = Math.exp(s);
        for (double x : negatives) {
          z += Math.exp(x);
        }
        sum = -(1 - e + e / (n + 1)) * Math.log(Math.exp(s) / z);
        for (double x : negatives) {
          sum -= e / (n + 1) * Math.log(Math.exp(x) / z);
        }
        return sum;
      }
      case Loss.BinaryCrossEntropy(double gamma, double e) -> {
        sum = bce(gamma + s, 1 - e / 2);
        for (double x : negatives) {
          sum += bce(gamma + x, e / 2);
        }
        return sum / (n + 1);
      }
      case Loss.MarginRanking(double margin) -> {
        for (double x : negatives) {
          sum += Math.max(0, margin + x - s) / n;
        }
        return sum;
      }
      case Loss.SelfAdversarial(double gamma, double _) -> {
        sum = -Math.log(sigmoid(gamma + s));
        for (int j = 0; j < n; j++) {
          sum -= p[j] * Math.log(1 - sigmoid(gamma + negatives[j]));
        }
        return sum;
      }
    }
  }

  private static double bce(double x, double y) {
    return -y * Math.log(sigmoid(x)) - (1 - y) * Math.log(1 - sigmoid(x));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double[] softmax(double temperature, double[] x) {
    double[] p = Arrays.stream(x).map(v -> Math.exp(temperature * v)).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(v -> v / sum).toArray();
  }

  private static double[] weights(Loss loss, double[] negatives) {
    return loss instanceof Loss.SelfAdversarial(double _, double temperature)
        ? softmax(temperature, negatives)
        : new double[negatives.length];
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossAndDerivativesEqualTheDefinition(Loss loss) {
    for (int n : new int[] {1, 2, 7, 31, 32, 33, 100, 257}) {
      SplittableRandom random = new SplittableRandom(n);
      float[] positives = new float[] {9, (float) (3 * random.nextGaussian())};
      float[] negatives = new float[n + OFFSET + 2];
      for (int j = 0; j < negatives.length; j++) {
        negatives[j] = (float) (3 * random.nextGaussian());
      }
      double s = positives[1];
      double[] x = doubles(negatives, OFFSET, n);
      double[] p = weights(loss, x);
      float[] before = negatives.clone();

      double actual =
          new SampledLoss(loss).differentiateInPlace(positives, 1, negatives, OFFSET, n);

      assertClose(actual, reference(loss, s, x, p), loss + ", n = " + n);
      double ds = reference(loss, s + STEP, x, p) - reference(loss, s - STEP, x, p);
      assertClose(positives[1], ds / (2 * STEP), loss + ", positive, n = " + n);
      for (int j = 0; j < n; j++) {
        double saved = x[j];
        x[j] = saved + STEP;
        double above = reference(loss, s, x, p);
        x[j] = saved - STEP;
        double below = reference(loss, s, x, p);
        x[j] = saved;
        assertClose(negatives[OFFSET + j], (above - below) / (2 * STEP), loss + ", negative " + j);
      }
      assertThat(Arrays.copyOf(negatives, OFFSET)).isEqualTo(Arrays.copyOf(before, OFFSET));
      assertThat(Arrays.copyOfRange(negatives, OFFSET + n, negatives.length))
          .isEqualTo(Arrays.copyOfRange(before, OFFSET + n, before.length));
      assertThat(positives[0]).isEqualTo(9);
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void absentNegativesChangeNothing(Loss loss) {
    float absent = Float.NEGATIVE_INFINITY;
    float[] some = {absent, 0.5f, absent, -2, 1.5f, absent};
    float[] rest = {0.5f, -2, 1.5f};
    float[] s1 = {0.25f};
    float[] s2 = {0.25f};

    double withAbsent = new SampledLoss(loss).differentiateInPlace(s1, 0, some, 0, 6);
    double without = new SampledLoss(loss).differentiateInPlace(s2, 0, rest, 0, 3);

    assertThat(withAbsent).isEqualTo(without);
    assertThat(s1).isEqualTo(s2);
    assertThat(some).isEqualTo(new float[] {0, rest[0], 0, rest[1], rest[2], 0});
  }

  @ParameterizedTest
  @MethodSource("losses")
  void noNegativeLeftIsNoError(Loss loss) {
    float[] s = {0.25f};
    float[] negatives = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
    double value = new SampledLoss(loss).differentiateInPlace(s, 0, negatives, 0, 2);
    assertThat(value).isNotNegative().isFinite();
    assertThat(s[0]).isNotPositive();
    assertThat(negatives).containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void extremeScoresStayFinite(Loss loss) {
    for (float s : new float[] {-3000, -90, 90, 3000}) {
      float[] positives = {s};
      float[] negatives = {-3000, -90, 0, 90, 3000};
      double value = new SampledLoss(loss).differentiateInPlace(positives, 0, negatives, 0, 5);
      assertThat(value).as("%s", loss).isFinite();
      assertThat(positives[0]).as("%s", loss).isFinite().isBetween(-1f, 0.1f);
      for (float d : negatives) {
        assertThat(d).as("%s", loss).isFinite().isBetween(-0.1f, 1f);
      }
    }
  }

  @Test
  void smallDerivativesKeepTheirPrecision() {
    float[] positives = {40};
    float[] negatives = {-40};
    new SampledLoss(new Loss.SelfAdversarial(0, 1))
        .differentiateInPlace(positives, 0, negatives, 0, 1);
    assertThat(positives[0] / (float) -Math.exp(-40)).isBetween(0.99999f, 1.00001f);
    assertThat(negatives[0] / (float) Math.exp(-40)).isBetween(0.99999f, 1.00001f);
  }

  @Test
  void seriesOfTheLogarithmIsGoodEnough() {
    for (int i = 0; i <= 1000; i++) {
      double e = i / 1000.0;
      assertThat(Math.abs(Logistic.log1p(e) - Math.log1p(e))).isLessThan(1e-9);
    }
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new Loss.CrossEntropy(1))
        .hasMessage("label-smoothing must be at least 0 and below 1, but is 1.0");
    assertThatThrownBy(() -> new Loss.BinaryCrossEntropy(Double.NaN, 0))
        .hasMessage("offset must be a finite number, but is NaN");
    assertThatThrownBy(() -> new Loss.MarginRanking(0))
        .hasMessage("margin must be positive, but is 0.0");
    assertThatThrownBy(() -> new Loss.SelfAdversarial(1, -1))
        .hasMessage("temperature must not be negative, but is -1.0");
  }

  private static double[] doubles(float[] x, int from, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = x[from + i];
    }
    return values;
  }

  private static void assertClose(double actual, double expected, String name) {
    assertThat(Math.abs(actual - expected))
        .as("%s: expected %s, found %s", name, expected, actual)
        .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(expected)));
  }
}
