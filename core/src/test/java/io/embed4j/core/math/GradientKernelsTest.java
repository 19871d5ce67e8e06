package io.embed4j.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both implementations against central differences of formulas in double. */
@Tag("kernel")
final class GradientKernelsTest {
  private static final int AROUND = 5;
  private static final float STRANGER = -77.5f;
  private static final double STEP = 1e-5;
  private static final double EPSILON = 1e-3;

  interface Kernel {
    void apply(GradientKernels kernels, float[] x, float[] dy, int offset, int length);
  }

  record Activation(String name, Kernel kernel, DoubleUnaryOperator formula) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Activation> activations() {
    return Stream.of(
        new Activation(
            "gelu",
            (k, x, dy, at, n) -> k.gelu(x, at, dy, at, n),
            x -> x * FunctionKernelsTest.normalBelow(x)),
        new Activation(
            "tanhGelu",
            (k, x, dy, at, n) -> k.tanhGelu(x, at, dy, at, n),
            FunctionKernelsTest::tanhGelu),
        new Activation(
            "quickGelu",
            (k, x, dy, at, n) -> k.swish(x, at, dy, at, n, 1.702f),
            x -> x / (1 + Math.exp(-1.702f * x))),
        new Activation("relu", (k, x, dy, at, n) -> k.relu(x, at, dy, at, n), x -> Math.max(x, 0)),
        new Activation("tanh", (k, x, dy, at, n) -> k.tanh(x, at, dy, at, n), Math::tanh));
  }

  static Stream<GradientKernels> kernels() {
    return Stream.of(new SimdGradients(), new ScalarGradients());
  }

  @ParameterizedTest
  @MethodSource("activations")
  void slopesEqualCentralDifferencesWithEqualBitsOfVectorsAndTails(Activation activation) {
    int size = 20_002; // even: none is 0, where relu has no slope
    float[] x = new float[size];
    float[] simd = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = -12 + 24f * i / (size - 1);
      simd[i] = i % 2 == 0 ? 1.75f : -0.5f;
    }
    float[] upstream = simd.clone();
    float[] plain = simd.clone();
    activation.kernel.apply(new SimdGradients(), x, simd, 0, size);
    activation.kernel.apply(new ScalarGradients(), x, plain, 0, size);
    for (int i = 0; i < size; i++) {
      double above = activation.formula.applyAsDouble(x[i] + STEP);
      double below = activation.formula.applyAsDouble(x[i] - STEP);
      double expected = upstream[i] * (above - below) / (2 * STEP);
      if (!(Math.abs(simd[i] - expected) <= 3e-6)) {
        throw new AssertionError(
            activation + " at " + x[i] + " is " + simd[i] + ", expected " + expected);
      }
    }
    assertThat(simd).isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void slopesFarAwayAreFinite(Activation activation) {
    float[] x = {-1e18f, -1e9f, -200, -100, -88, 88, 100, 200, 1e9f, 1e18f, 0, -0.0f, 1e-30f};
    float[] many = new float[5 * x.length];
    for (int i = 0; i < many.length; i++) {
      many[i] = x[i % x.length];
    }
    float[] dy = new float[many.length];
    Arrays.fill(dy, 1);
    activation.kernel.apply(new SimdGradients(), many, dy, 0, dy.length);
    for (float slope : dy) {
      assertThat(slope).isBetween(-0.2f, 1.2f);
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void slopesTouchNothingElse(Activation activation) {
    for (int n = 0; n <= 70; n++) {
      float[] dy = surrounded(new float[n]);
      activation.kernel.apply(new SimdGradients(), surrounded(new float[n]), dy, AROUND, n);
      assertSurroundings(dy, n);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void normsEqualCentralDifferencesAndTouchNothingElse(GradientKernels kernels) {
    SplittableRandom random = new SplittableRandom(43);
    for (int n = 2; n <= 150; n = n < 40 ? n + 1 : n + 17) {
      float[] gamma = numbers(random, n, 0.5, 1.5);
      float[] row = numbers(random, n, -1, 3);
      float[] upstream = numbers(random, n, -1, 1);
      for (boolean centred : new boolean[] {true, false}) {
        float[] dy = surrounded(upstream);
        float[] sums = surrounded(new float[centred ? 2 * n : n]);
        Arrays.fill(sums, AROUND, sums.length - AROUND, 0.5f); // sums are added to
        if (centred) {
          kernels.layerNorm(row, 0, dy, AROUND, n, gamma, (float) EPSILON, sums, AROUND);
        } else {
          kernels.rmsNorm(row, 0, dy, AROUND, n, gamma, (float) EPSILON, sums, AROUND);
        }
        double[] normal = normal(doubles(row), centred);
        for (int i = 0; i < n; i++) {
          double dx = slope(row, gamma, upstream, i, centred);
          assertThat(Math.abs(dy[AROUND + i] - dx)).isLessThan(5e-6);
          double dgamma = 0.5 + upstream[i] * normal[i];
          assertThat(Math.abs(sums[AROUND + i] - dgamma)).isLessThan(2e-6);
          if (centred) {
            assertThat(sums[AROUND + n + i]).isEqualTo(0.5f + upstream[i]);
          }
        }
        assertSurroundings(dy, n);
        assertSurroundings(sums, centred ? 2 * n : n);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void columnsOfASoftmaxEqualTheirFormulasAndTouchNothingElse(GradientKernels kernels) {
    SplittableRandom random = new SplittableRandom(44);
    for (int n = 0; n <= 70; n++) {
      float[] scores = numbers(random, n, -3, 3);
      float[] shifts = numbers(random, n + 2, 0, 3);
      float[] scales = numbers(random, n + 2, 0.1, 1);
      float[] p = surrounded(scores);
      kernels.probabilities(p, AROUND, n, shifts, scales, 2);
      float[] dp = numbers(random, n, -1, 1);
      float[] ds = surrounded(dp);
      kernels.softmax(p, AROUND, ds, AROUND, n, shifts, 2);
      for (int i = 0; i < n; i++) {
        double probability = scales[2 + i] * Math.exp(scores[i] - shifts[2 + i]);
        assertThat(Math.abs(p[AROUND + i] / probability - 1)).isLessThan(1e-6);
        double slope = probability * (dp[i] - shifts[2 + i]);
        assertThat(Math.abs(ds[AROUND + i] - slope)).isLessThan(1e-6 * (1 + Math.abs(slope)));
      }
      assertSurroundings(p, n);
      assertSurroundings(ds, n);
    }
  }

  /** A step of a recurrent cell in double: what is remembered after it. */
  interface Step {
    double[] after(double[] sums, double[] q, double[] before);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void stepOfAnLstmEqualsCentralDifferencesAndTouchesNothingElse(GradientKernels kernels) {
    SplittableRandom random = new SplittableRandom(45);
    for (int n = 1; n <= 70; n += 3) {
      float[] sums = numbers(random, 4 * n, -2, 2);
      float[] before = numbers(random, n, -1, 1);
      double[] active = lstmGates(doubles(sums));
      float[] gates = surrounded(floats(active));
      float[] c = new float[2 * n];
      System.arraycopy(before, 0, c, n, n);
      for (int i = 0; i < n; i++) {
        c[i] = (float) Math.tanh(active[n + i] * before[i] + active[i] * active[2 * n + i]);
      }
      float[] upstream = numbers(random, 2 * n, -1, 1); // of h, then of c
      float[] dh = surrounded(Arrays.copyOf(upstream, n));
      float[] dc = surrounded(Arrays.copyOfRange(upstream, n, 2 * n));
      kernels.lstm(gates, AROUND, c, 0, n, dh, dc, AROUND, n, 0);
      Step step = (x, q, c0) -> lstm(x, c0);
      double[] dSums = slopes(step, 0, sums, sums, before, upstream);
      requireRow(gates, dSums, 0);
      requireRow(dc, slopes(step, 2, sums, sums, before, upstream), 0);
      assertSurroundings(gates, 4 * n);
      assertSurroundings(dc, n);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void stepOfAGruEqualsCentralDifferencesAndTouchesNothingElse(GradientKernels kernels) {
    SplittableRandom random = new SplittableRandom(46);
    for (int n = 1; n <= 70; n += 3) {
      float[] sums = numbers(random, 3 * n, -2, 2);
      float[] q = numbers(random, n, -1, 1);
      float[] before = numbers(random, n, -1, 1);
      float[] gates = surrounded(floats(gruGates(doubles(sums), doubles(q))));
      float[] r = surrounded(new float[3 * n]);
      System.arraycopy(q, 0, r, AROUND + 2 * n, n);
      float[] upstream = numbers(random, n, -1, 1);
      float[] dh = surrounded(upstream);
      kernels.gru(gates, AROUND, r, AROUND, before, 0, dh, AROUND, n, 0);
      double[] dSums = slopes(GradientKernelsTest::gru, 0, sums, q, before, upstream);
      requireRow(gates, dSums, 0);
      requireRow(r, Arrays.copyOf(dSums, 2 * n), 0);
      requireRow(r, slopes(GradientKernelsTest::gru, 1, sums, q, before, upstream), 2 * n);
      requireRow(dh, slopes(GradientKernelsTest::gru, 2, sums, q, before, upstream), 0);
      assertSurroundings(gates, 3 * n);
      assertSurroundings(r, 3 * n);
      assertSurroundings(dh, n);
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double[] lstmGates(double[] sums) {
    double[] gates = new double[sums.length];
    int n = sums.length / 4;
    for (int i = 0; i < gates.length; i++) {
      gates[i] = i / n == 2 ? Math.tanh(sums[i]) : sigmoid(sums[i]);
    }
    return gates;
  }

  /** Returns h and then c. */
  private static double[] lstm(double[] sums, double[] before) {
    int n = before.length;
    double[] gates = lstmGates(sums);
    double[] after = new double[2 * n];
    for (int i = 0; i < n; i++) {
      after[n + i] = gates[n + i] * before[i] + gates[i] * gates[2 * n + i];
      after[i] = gates[3 * n + i] * Math.tanh(after[n + i]);
    }
    return after;
  }

  private static double[] gruGates(double[] sums, double[] q) {
    int n = q.length;
    double[] gates = Arrays.stream(sums).map(GradientKernelsTest::sigmoid).toArray();
    for (int i = 0; i < n; i++) {
      gates[2 * n + i] = Math.tanh(sums[2 * n + i] + gates[i] * q[i]);
    }
    return gates;
  }

  private static double[] gru(double[] sums, double[] q, double[] before) {
    int n = q.length;
    double[] gates = gruGates(sums, q);
    double[] after = new double[n];
    for (int i = 0; i < n; i++) {
      after[i] = (1 - gates[n + i]) * gates[2 * n + i] + gates[n + i] * before[i];
    }
    return after;
  }

  /** Returns the derivatives of Σ dy · after by the elements of one argument of a step. */
  private static double[] slopes(
      Step step, int which, float[] sums, float[] q, float[] before, float[] dy) {
    double[][] at = {doubles(sums), doubles(q), doubles(before)};
    double[] slopes = new double[at[which].length];
    for (int i = 0; i < slopes.length; i++) {
      double saved = at[which][i];
      at[which][i] = saved + STEP;
      double[] above = step.after(at[0], at[1], at[2]);
      at[which][i] = saved - STEP;
      double[] below = step.after(at[0], at[1], at[2]);
      at[which][i] = saved;
      for (int j = 0; j < dy.length; j++) {
        slopes[i] += dy[j] * (above[j] - below[j]) / (2 * STEP);
      }
    }
    return slopes;
  }

  private static void requireRow(float[] actual, double[] expected, int from) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[AROUND + from + i] - expected[i])).isLessThan(2e-6);
    }
  }

  private static float[] floats(double[] x) {
    float[] narrow = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      narrow[i] = (float) x[i];
    }
    return narrow;
  }

  /** Returns the derivative of Σ dy · norm(x) by one element of x. */
  private static double slope(float[] row, float[] gamma, float[] dy, int i, boolean centred) {
    double[] loss = new double[2];
    for (int side = 0; side < 2; side++) {
      double[] x = doubles(row);
      x[i] += side == 0 ? STEP : -STEP;
      double[] normal = normal(x, centred);
      for (int j = 0; j < x.length; j++) {
        loss[side] += dy[j] * gamma[j] * normal[j];
      }
    }
    return (loss[0] - loss[1]) / (2 * STEP);
  }

  private static double[] normal(double[] x, boolean centred) {
    double mean = centred ? Arrays.stream(x).average().orElseThrow() : 0;
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return Arrays.stream(x).map(v -> (v - mean) / Math.sqrt(variance + (float) EPSILON)).toArray();
  }

  private static double[] doubles(float[] x) {
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    return wide;
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

  private static void assertSurroundings(float[] x, int n) {
    for (int i = 0; i < AROUND; i++) {
      assertThat(new float[] {x[i], x[AROUND + n + i]}).containsOnly(STRANGER);
    }
  }
}
