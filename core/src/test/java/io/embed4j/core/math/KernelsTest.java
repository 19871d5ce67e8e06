package io.embed4j.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both implementations against formulas in double, over all lengths 0 to 1030. */
@Tag("kernel")
final class KernelsTest {
  private static final int LONGEST = 1030;
  private static final int AROUND = 9; // strangers before and behind a row
  private static final double CLOSE = 2e-6; // the plain sum of a thousand terms errs by 1e-6

  private final SplittableRandom random = new SplittableRandom(42);
  private final int size = 2 * LONGEST + 2 * AROUND;
  private final float[] a = numbers();
  private final float[] b = numbers();

  static Stream<Kernels> kernels() {
    return Stream.of(new SimdKernels(), new ScalarKernels());
  }

  private float[] numbers() {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }

  private int offset() {
    return random.nextInt(AROUND);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void sumsEqualTheirFormulas(Kernels kernels) {
    for (int n = 0; n <= LONGEST; n++) {
      int p = offset();
      int q = offset();
      int dim = n;
      requireSum(kernels.dot(a, p, b, q, n), n, i -> (double) a[p + i] * b[q + i]);
      requireSum(kernels.sum(a, p, n), n, i -> a[p + i]);
      requireSum(kernels.squaredNorm(a, p, n), n, i -> (double) a[p + i] * a[p + i]);
      requireSum(kernels.l1Norm(a, p, n), n, i -> Math.abs(a[p + i]));
      requireSum(kernels.l1Distance(a, p, b, q, n), n, i -> Math.abs(difference(p, q, i)));
      requireSum(
          kernels.squaredDistance(a, p, b, q, n),
          n,
          i -> difference(p, q, i) * difference(p, q, i));
      requireSum(
          kernels.modulusDistance(a, p, b, q, n),
          n,
          i -> Math.hypot(difference(p, q, i), difference(p, q, dim + i)));
      requireSum(kernels.exponentialSum(a, p, n, 0.5f), n, i -> Math.exp(a[p + i] - 0.5));
    }
  }

  private double difference(int p, int q, int i) {
    return (double) a[p + i] - b[q + i];
  }

  private static void requireSum(float actual, int n, IntToDoubleFunction term) {
    double sum = 0;
    double magnitude = 0;
    for (int i = 0; i < n; i++) {
      sum += term.applyAsDouble(i);
      magnitude += Math.abs(term.applyAsDouble(i));
    }
    require(actual, sum, CLOSE * (1 + magnitude), n);
  }

  private static void require(float actual, double expected, double tolerance, int n) {
    if (!(Math.abs(actual - expected) <= tolerance)) {
      throw new AssertionError("length " + n + ": " + actual + ", expected " + expected);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void maxFindsTheLargestWhereverItIs(Kernels kernels) {
    assertThat(kernels.max(a, 3, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
    for (int n = 1; n <= LONGEST; n++) {
      int p = offset();
      float[] x = a.clone();
      int at = p + random.nextInt(n);
      x[at] = 2;
      x[p + n] = 3; // a stranger
      assertThat(kernels.max(x, p, n)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void inPlaceKernelsEqualTheirFormulasAndTouchNothingElse(Kernels kernels) {
    for (int n = 0; n <= LONGEST; n++) {
      int p = offset();
      int q = offset();
      float[] x = b.clone();
      kernels.addScaled(-1.5f, a, p, x, q, n);
      requireRow(x, q, n, i -> b[q + i] - 1.5 * a[p + i]);
      x = b.clone();
      kernels.product(-1.5f, a, p, b, p, x, q, n);
      requireRow(x, q, n, i -> -1.5 * a[p + i] * b[p + i]);
      x = b.clone();
      kernels.addProduct(-1.5f, a, p, a, q, x, q, n);
      requireRow(x, q, n, i -> b[q + i] - 1.5 * a[p + i] * a[q + i]);
      x = b.clone();
      kernels.scaleInPlace(0.3f, x, q, n);
      requireRow(x, q, n, i -> (double) 0.3f * b[q + i]);
      x = b.clone();
      float sum = kernels.exponentiateInPlace(x, q, n, 0.25f);
      requireRow(x, q, n, i -> Math.exp(b[q + i] - 0.25));
      requireSum(sum, n, i -> Math.exp(b[q + i] - 0.25));
      x = b.clone();
      double softplus = kernels.sigmoidInPlace(x, q, n, 0.25f);
      requireRow(x, q, n, i -> 1 / (1 + Math.exp(-b[q + i] - 0.25)));
      requireSum((float) softplus, n, i -> Math.log1p(Math.exp(b[q + i] + 0.25)));
      x = b.clone();
      kernels.sgd(x, q, a, p, n, 0.1f);
      requireRow(x, q, n, i -> b[q + i] - (double) 0.1f * a[p + i]);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void theSigmoidOfExtremesIsFinite(Kernels kernels) {
    for (int n = 1; n <= 2 * ScalarKernels.SOFTPLUS_BLOCK; n++) {
      float[] x = new float[n];
      for (int i = 0; i < n; i++) {
        x[i] = i % 3 == 0 ? Float.NEGATIVE_INFINITY : i % 3 == 1 ? 200 : -200;
      }
      double sum = kernels.sigmoidInPlace(x, 0, n, 0);
      for (int i = 0; i < n; i++) {
        require(x[i], i % 3 == 1 ? 1 : 0, 0, n);
      }
      int large = (n + 1) / 3;
      assertThat(sum).isCloseTo(200.0 * large, within(1e-9));
    }
  }

  private void requireRow(float[] actual, int offset, int n, IntToDoubleFunction expected) {
    for (int i = 0; i < size; i++) {
      boolean inside = i >= offset && i < offset + n;
      double right = inside ? expected.applyAsDouble(i - offset) : b[i];
      require(actual[i], right, inside ? CLOSE * (1 + Math.abs(right)) : 0, n);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void optimisersEqualTheirFormulas(Kernels kernels) {
    for (int n = 0; n <= LONGEST; n += n < 70 ? 1 : 31) {
      int p = offset();
      int q = offset();
      float[] x = b.clone();
      float[] state = squares();
      float[] before = state.clone();
      kernels.adagrad(x, state, q, a, p, n, 0.1f, 1e-8f);
      IntToDoubleFunction sum = i -> before[q + i] + Math.pow(a[p + i], 2);
      requireRow(
          x, q, n, i -> b[q + i] - (double) 0.1f * a[p + i] / Math.sqrt(sum.applyAsDouble(i)));
      requireAround(state, before, q, n, sum);

      x = b.clone();
      float[] m = a.clone();
      float[] v = before.clone();
      kernels.adam(x, m, v, q, a, p, n, 0.01f, 0.9f, 0.99f, 1e-6f);
      IntToDoubleFunction mean = i -> 0.9 * a[q + i] + 0.1 * a[p + i];
      IntToDoubleFunction square = i -> 0.99 * before[q + i] + 0.01 * Math.pow(a[p + i], 2);
      requireRow(
          x,
          q,
          n,
          i ->
              b[q + i]
                  - 0.01 * mean.applyAsDouble(i) / (Math.sqrt(square.applyAsDouble(i)) + 1e-6));
      requireAround(m, a, q, n, mean);
      requireAround(v, before, q, n, square);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void adamWDecaysWeightsApartFromTheGradientAndClearsIt(Kernels kernels) {
    for (int n = 0; n <= LONGEST; n += n < 70 ? 1 : 31) {
      int q = offset();
      float[] x = b.clone();
      float[] m = a.clone();
      float[] v = squares();
      float[] before = v.clone();
      float[] g = numbers();
      float[] gradient = g.clone();
      kernels.adamW(x, m, v, g, q, n, 0.9f, 0.5f, 0.01f, 0.9f, 0.99f, 1e-6f);
      IntToDoubleFunction mean = i -> 0.9 * a[q + i] + 0.1 * 0.5 * gradient[q + i];
      IntToDoubleFunction square =
          i -> 0.99 * before[q + i] + 0.01 * Math.pow(0.5 * gradient[q + i], 2);
      requireRow(
          x,
          q,
          n,
          i ->
              0.9 * b[q + i]
                  - 0.01 * mean.applyAsDouble(i) / (Math.sqrt(square.applyAsDouble(i)) + 1e-6));
      requireAround(m, a, q, n, mean);
      requireAround(v, before, q, n, square);
      requireAround(g, gradient, q, n, i -> 0);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void droppingOutIsAFunctionOfKeyAndPlaceThatKeepsTheMean(Kernels kernels) {
    for (int n = 0; n <= LONGEST; n++) {
      int q = offset();
      float[] x = b.clone();
      kernels.dropOutInPlace(x, q, n, 0.25f, n, q);
      float[] plain = b.clone();
      new ScalarKernels().dropOutInPlace(plain, q, n, 0.25f, n, q);
      assertThat(x).isEqualTo(plain);
      requireRow(x, q, n, i -> plain[q + i] == 0 ? 0 : b[q + i] / 0.75);
    }
    int dropped = 0;
    int both = 0;
    for (int key = 0; key < 1000; key++) {
      float[] x = new float[100];
      Arrays.fill(x, 1);
      kernels.dropOutInPlace(x, 0, x.length, 0.25f, key * 7919, 0);
      for (int i = 0; i < x.length; i++) {
        dropped += x[i] == 0 ? 1 : 0;
        both += x[i] == 0 && x[(i + 1) % x.length] == 0 ? 1 : 0;
      }
    }
    assertThat(dropped / 1e5).isCloseTo(0.25, within(0.006)); // over four standard deviations
    assertThat(both / 1e5).isCloseTo(0.0625, within(0.004));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void droppingOutByColumnsIsThatByRows(Kernels kernels) {
    int rows = 75;
    int[] keys = random.ints(rows + AROUND).toArray();
    for (int place = 0; place < 40; place++) {
      float[] column = b.clone();
      kernels.dropOutColumnInPlace(column, 3, rows, 0.5f, keys, 2, place);
      float[] expected = b.clone();
      for (int i = 0; i < rows; i++) {
        float[] row = new float[place + 1];
        row[place] = b[3 + i];
        kernels.dropOutInPlace(row, 0, row.length, 0.5f, keys[2 + i], 0);
        expected[3 + i] = row[place];
      }
      assertThat(column).isEqualTo(expected);
    }
  }

  /** Numbers away from 0, where the square root would magnify rounding errors. */
  private float[] squares() {
    float[] squares = new float[size];
    for (int i = 0; i < size; i++) {
      squares[i] = (float) random.nextDouble(0.1, 2);
    }
    return squares;
  }

  private static void requireAround(
      float[] actual, float[] before, int offset, int n, IntToDoubleFunction expected) {
    for (int i = 0; i < actual.length; i++) {
      boolean inside = i >= offset && i < offset + n;
      double right = inside ? expected.applyAsDouble(i - offset) : before[i];
      require(actual[i], right, inside ? CLOSE : 0, n);
    }
  }
}
