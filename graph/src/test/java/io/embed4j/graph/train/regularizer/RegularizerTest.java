package io.embed4j.graph.train.regularizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.table.Row;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegularizerTest {
  private static final double STEP = 1e-6;
  private static final double TOLERANCE = 2e-5;
  private static final double WEIGHT = 0.3;
  private static final float COUNT = 2.5f;
  private static final float START = 0.5f; // gradients must accumulate

  static Stream<Regularizer> all() {
    return Stream.of(
        new Regularizer.None(),
        new Regularizer.N3(WEIGHT),
        new Regularizer.Lp(2, WEIGHT),
        new Regularizer.Lp(3, WEIGHT),
        new Regularizer.Dura(WEIGHT));
  }

  /** The definitions in plain double. */
  private static double reference(Regularizer regularizer, double[] x, boolean complex) {
    return switch (regularizer) {
      case Regularizer.None() -> 0;
      case Regularizer.N3(double weight) ->
          weight / 3 * COUNT * Arrays.stream(complex ? moduli(x) : x).map(v -> cube(v)).sum();
      case Regularizer.Lp(int p, double weight) ->
          weight / p * COUNT * Arrays.stream(x).map(v -> Math.pow(Math.abs(v), p)).sum();
      case Regularizer.Dura(double weight) ->
          weight * COUNT * Arrays.stream(x).map(v -> v * v).sum();
    };
  }

  private static double cube(double v) {
    return Math.abs(v) * v * v;
  }

  private static double[] moduli(double[] x) {
    double[] moduli = new double[x.length / 2];
    Arrays.setAll(moduli, i -> Math.hypot(x[i], x[moduli.length + i]));
    return moduli;
  }

  @ParameterizedTest
  @MethodSource("all")
  void penaltyAndGradientEqualTheDefinition(Regularizer regularizer) {
    for (boolean complex : new boolean[] {false, true}) {
      for (int width : new int[] {2, 14, 66, 200}) {
        SplittableRandom random = new SplittableRandom(width);
        float[] data = new float[width + 3];
        double[] x = new double[width];
        for (int i = 0; i < width; i++) {
          data[1 + i] = (float) random.nextGaussian();
          x[i] = data[1 + i];
        }
        float[] gradient = new float[width + 3];
        Arrays.fill(gradient, START);

        double penalty =
            regularizer.addGradient(
                new Row(data, 1, width), complex, COUNT, new Row(gradient, 1, width));

        String name = regularizer + ", complex " + complex;
        assertClose(penalty, reference(regularizer, x, complex), name);
        for (int i = 0; i < width; i++) {
          double saved = x[i];
          x[i] = saved + STEP;
          double above = reference(regularizer, x, complex);
          x[i] = saved - STEP;
          double below = reference(regularizer, x, complex);
          x[i] = saved;
          double expected = START + (above - below) / (2 * STEP);
          assertClose(gradient[1 + i], expected, name + " [" + i + "]");
        }
        assertThat(new float[] {gradient[0], gradient[width + 1], gradient[width + 2]})
            .containsOnly(START);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void zeroRowHasNoPenaltyAndNoGradient(Regularizer regularizer) {
    float[] gradient = new float[4];
    double penalty = regularizer.addGradient(Row.of(new float[4]), true, 1, Row.of(gradient));
    assertThat(penalty).isZero();
    assertThat(gradient).containsOnly(0);
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new Regularizer.N3(-1))
        .hasMessage("weight must be at least 0, but is -1.0");
    assertThatThrownBy(() -> new Regularizer.Dura(Double.NaN))
        .hasMessage("weight must be at least 0, but is NaN");
    assertThatThrownBy(() -> new Regularizer.Lp(4, 1)).hasMessage("p must be 2 or 3, but is 4");
  }

  private static void assertClose(double actual, double expected, String name) {
    assertThat(Math.abs(actual - expected))
        .as("%s: expected %s, found %s", name, expected, actual)
        .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(expected)));
  }
}
