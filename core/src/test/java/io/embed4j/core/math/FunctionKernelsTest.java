package io.embed4j.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both implementations against formulas in double, over many lengths and the whole range. */
@Tag("kernel")
final class FunctionKernelsTest {
  private static final int AROUND = 5;
  private static final float STRANGER = -77.5f;
  private static final double QUICK = 1.702f;

  interface Kernel {
    void apply(FunctionKernels kernels, float[] x, int offset, int length);
  }

  record Activation(String name, Kernel kernel, DoubleUnaryOperator formula, double tolerance) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<FunctionKernels> kernels() {
    return Stream.of(new SimdFunctions(), new ScalarFunctions());
  }

  static Stream<Activation> activations() {
    return Stream.of(
        new Activation("gelu", FunctionKernels::gelu, x -> x * normalBelow(x), 2e-7),
        new Activation("tanhGelu", FunctionKernels::tanhGelu, FunctionKernelsTest::tanhGelu, 3e-7),
        new Activation(
            "silu", (k, x, at, n) -> k.swish(x, at, n, 1), x -> x / (1 + Math.exp(-x)), 3e-7),
        new Activation(
            "quickGelu",
            (k, x, at, n) -> k.swish(x, at, n, 1.702f),
            x -> x / (1 + Math.exp(-QUICK * x)),
            3e-7),
        new Activation("relu", FunctionKernels::relu, x -> Math.max(x, 0), 0),
        new Activation("sigmoid", FunctionKernels::sigmoid, x -> 1 / (1 + Math.exp(-x)), 2e-7),
        new Activation("tanh", FunctionKernels::tanh, Math::tanh, 2e-7));
  }

  static double tanhGelu(double x) {
    return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  /** Φ(x), by the series of Marsaglia (Evaluating the Normal Distribution, 2004). */
  static double normalBelow(double x) {
    if (Math.abs(x) > 8) {
      return x < 0 ? 0 : 1;
    }
    double term = x;
    double sum = x;
    for (int i = 3; i < 300; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activationsEqualTheirFormulasWithEqualBitsOfVectorsAndTails(Activation activation) {
    int size = 40_001;
    float[] inputs = new float[size];
    for (int i = 0; i < size; i++) {
      inputs[i] = -20 + 40f * i / (size - 1);
    }
    float[] simd = inputs.clone();
    float[] plain = inputs.clone();
    activation.kernel.apply(new SimdFunctions(), simd, 0, size);
    activation.kernel.apply(new ScalarFunctions(), plain, 0, size);
    for (int i = 0; i < size; i++) {
      double expected = activation.formula.applyAsDouble(inputs[i]);
      double tolerance = activation.tolerance * Math.max(1, Math.abs(inputs[i]));
      if (!(Math.abs(simd[i] - expected) <= tolerance)) {
        throw new AssertionError(
            activation + " of " + inputs[i] + " is " + simd[i] + ", expected " + expected);
      }
    }
    assertThat(simd).isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void extremesAreFinite(Activation activation) {
    float[] x = {-1e30f, -200, -100, -88, 88, 100, 200, 1e18f, 0, -0.0f, 1e-30f, -1e-30f};
    float[] values = new float[4 * x.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = x[i % x.length];
    }
    activation.kernel.apply(new SimdFunctions(), values, 0, values.length);
    for (int i = 0; i < values.length; i++) {
      double expected = activation.formula.applyAsDouble(x[i % x.length]);
      assertThat(Math.abs(values[i] - expected)).isLessThanOrEqualTo(1e-6 * (1 + expected));
    }
  }

  @Test
  void theTangentIsRelativelyExactNearZero() {
    float[] x = new float[2000];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i - 1000) * 1e-3f + 1e-5f;
    }
    float[] values = x.clone();
    new SimdFunctions().tanh(values, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      double expected = Math.tanh(x[i]);
      assertThat(Math.abs(values[i] / expected - 1)).isLessThan(3e-7);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void normsEqualTheirFormulasAndTouchNothingElse(FunctionKernels kernels) {
    SplittableRandom random = new SplittableRandom(42);
    for (int n = 1; n <= 300; n++) {
      float[] gamma = numbers(random, n, 0.5, 1.5);
      float[] beta = numbers(random, n, -1, 1);
      float[] row = numbers(random, n, -1, 3);
      double mean = 0;
      double square = 0;
      for (float value : row) {
        mean += value / (double) n;
        square += (double) value * value / n;
      }
      double variance = 0;
      for (float value : row) {
        variance += Math.pow(value - mean, 2) / n;
      }
      float[] x = surrounded(row);
      kernels.layerNorm(x, AROUND, n, gamma, beta, 1e-3f);
      float[] y = surrounded(row);
      kernels.rmsNorm(y, AROUND, n, gamma, 1e-3f);
      for (int i = 0; i < n; i++) {
        double layer = gamma[i] * (row[i] - mean) / Math.sqrt(variance + 1e-3f) + beta[i];
        double rms = gamma[i] * row[i] / Math.sqrt(square + 1e-3f);
        assertThat(Math.abs(x[AROUND + i] - layer)).isLessThan(3e-6);
        assertThat(Math.abs(y[AROUND + i] - rms)).isLessThan(3e-6);
      }
      for (int i = 0; i < AROUND; i++) {
        assertThat(new float[] {x[i], x[AROUND + n + i], y[i], y[AROUND + n + i]})
            .containsOnly(STRANGER);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activationsTouchNothingElse(Activation activation) {
    for (int n = 0; n <= 70; n++) {
      float[] x = surrounded(new float[n]);
      activation.kernel.apply(new SimdFunctions(), x, AROUND, n);
      for (int i = 0; i < AROUND; i++) {
        assertThat(new float[] {x[i], x[AROUND + n + i]}).containsOnly(STRANGER);
      }
    }
  }

  private static float[] numbers(SplittableRandom random, int n, double from, double to) {
    float[] numbers = new float[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (float) random.nextDouble(from, to);
    }
    return numbers;
  }

  private static float[] surrounded(float[] row) {
    float[] x = new float[row.length + 2 * AROUND];
    Arrays.fill(x, STRANGER);
    System.arraycopy(row, 0, x, AROUND, row.length);
    return x;
  }
}
