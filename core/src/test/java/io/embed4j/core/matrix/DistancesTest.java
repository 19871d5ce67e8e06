package io.embed4j.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.run.Workers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distances and gradients against their formulas in double. */
@Tag("kernel")
final class DistancesTest {
  private static final double CLOSE = 1e-6;

  /** Computes one of the distances, tiled. */
  private interface Tiled {
    void compute(Matrix a, PackedMatrix b, int fromColumn, Matrix c, Workers workers);
  }

  /** Computes the same for two rows, in double. */
  private interface Formula {
    double of(Matrix a, int i, Matrix b, int j);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 2, 1",
    "5, 1, 3",
    "6, 100, 16",
    "7, 256, 17",
    "13, 258, 33",
    "20, 514, 70",
    "3, 1030, 40"
  })
  void everyDistanceEqualsItsFormula(int m, int k, int n) {
    check(m, k, n, Distances::l1, DistancesTest::l1);
    check(m, k, n, Distances::squared, DistancesTest::squared);
    int even = (k + 1) / 2 * 2;
    check(m, even, n, Distances::modulus, DistancesTest::modulus);
  }

  private static void check(int m, int k, int n, Tiled tiled, Formula formula) {
    Matrix a = Samples.random(m, k, 1);
    Matrix b = Samples.random(n, k, 2);
    PackedMatrix packed = PackedMatrix.pack(b.transposed());
    for (int from = 0; from < n; from += 13) {
      Matrix c = Samples.unset(m, n - from, 3);
      tiled.compute(a, packed, from, c, Workers.single());
      assertThat(Samples.strangersUntouched(c)).isTrue();
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n - from; j++) {
          double expected = formula.of(a, i, b, from + j);
          Samples.requireClose(c.at(i, j), expected, CLOSE * (1 + expected), i, j);
        }
      }
    }
  }

  private static double l1(Matrix a, int i, Matrix b, int j) {
    double sum = 0;
    for (int k = 0; k < a.columns(); k++) {
      sum += Math.abs((double) a.at(i, k) - b.at(j, k));
    }
    return sum;
  }

  private static double squared(Matrix a, int i, Matrix b, int j) {
    double sum = 0;
    for (int k = 0; k < a.columns(); k++) {
      sum += Math.pow((double) a.at(i, k) - b.at(j, k), 2);
    }
    return sum;
  }

  private static double modulus(Matrix a, int i, Matrix b, int j) {
    int dim = a.columns() / 2;
    double sum = 0;
    for (int k = 0; k < dim; k++) {
      double re = (double) a.at(i, k) - b.at(j, k);
      sum += Math.hypot(re, (double) a.at(i, dim + k) - b.at(j, dim + k));
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "9, 33, 5", "5, 100, 300", "17, 40, 20", "2, 70, 513"})
  void gradientsEqualTheirFormulas(int m, int halfWidth, int n) {
    int width = 2 * halfWidth;
    Matrix w = Samples.random(m, n, 1);
    Matrix a = Samples.random(m, width, 2);
    Matrix b = Samples.random(n, width, 3);
    makeSomeEqual(a, b);
    Matrix da = Samples.random(m, width, 4);
    Matrix db = Samples.random(n, width, 5);
    double[][] l1 = new double[m + n][width];
    double[][] modulus = new double[m + n][width];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < width; k++) {
          double sign = Math.signum((double) a.at(i, k) - b.at(j, k));
          int pair = k < halfWidth ? k + halfWidth : k - halfWidth;
          double x = (double) a.at(i, k) - b.at(j, k);
          double size = Math.hypot(x, (double) a.at(i, pair) - b.at(j, pair));
          l1[i][k] += w.at(i, j) * sign;
          l1[m + j][k] -= w.at(i, j) * sign;
          modulus[i][k] += size == 0 ? 0 : w.at(i, j) * x / size;
          modulus[m + j][k] -= size == 0 ? 0 : w.at(i, j) * x / size;
        }
      }
    }
    Matrix daL1 = Samples.copy(da);
    Matrix dbL1 = Samples.copy(db);
    Distances.addL1Gradient(w, a, b, daL1, dbL1, Workers.single());
    checkGradient(da, daL1, l1, 0, n);
    checkGradient(db, dbL1, l1, m, m);
    Matrix daModulus = Samples.copy(da);
    Matrix dbModulus = Samples.copy(db);
    Distances.addModulusGradient(w, a, b, daModulus, dbModulus, Workers.single());
    checkGradient(da, daModulus, modulus, 0, n);
    checkGradient(db, dbModulus, modulus, m, m);
  }

  /** The first half of row 0 of both, so that whole complex numbers and single reals are equal. */
  private static void makeSomeEqual(Matrix a, Matrix b) {
    int dim = a.columns() / 2;
    for (int k = 0; k < dim; k += 2) {
      a.data()[a.offset() + k] = b.at(0, k);
      a.data()[a.offset() + dim + k] = b.at(0, dim + k);
    }
  }

  private static void checkGradient(
      Matrix before, Matrix after, double[][] expected, int firstRow, int terms) {
    assertThat(Samples.strangersUntouched(after)).isTrue();
    for (int i = 0; i < after.rows(); i++) {
      for (int k = 0; k < after.columns(); k++) {
        double sum = before.at(i, k) + expected[firstRow + i][k];
        Samples.requireClose(after.at(i, k), sum, CLOSE * (1 + terms), i, k);
      }
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() {
    Matrix w = Samples.random(50, 600, 1);
    Matrix a = Samples.random(50, 66, 2);
    Matrix b = Samples.random(600, 66, 3);
    PackedMatrix packed = PackedMatrix.pack(b.transposed());
    float[][] expected = {};
    for (int threads = 1; threads <= 3; threads++) {
      Matrix c = Matrix.zeros(50, 600);
      Matrix da = Matrix.zeros(50, 66);
      Matrix db = Matrix.zeros(600, 66);
      try (Workers workers = new Workers(threads)) {
        Distances.modulus(a, packed, 0, c, workers);
        Distances.addL1Gradient(w, a, b, da, db, workers);
        Distances.addModulusGradient(w, a, b, da, db, workers);
      }
      float[][] found = {c.data(), da.data(), db.data()};
      expected = threads == 1 ? found : expected;
      assertThat(found).isDeepEqualTo(expected);
    }
  }

  @Test
  void complexRowsOfOddWidthAreRefused() {
    assertThatThrownBy(
            () ->
                Distances.modulus(
                    Matrix.zeros(1, 3),
                    PackedMatrix.pack(Matrix.zeros(3, 1)),
                    0,
                    Matrix.zeros(1, 1),
                    Workers.single()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("even width, not 3");
  }

  @Test
  void gradientsOfMatricesThatDoNotFitAreRefused() {
    Matrix a = Matrix.zeros(2, 4);
    assertThatThrownBy(
            () ->
                Distances.addL1Gradient(
                    Matrix.zeros(2, 2), a, Matrix.zeros(3, 4), a, a, Workers.single()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("W is 2 x 2, A 2 x 4, B 3 x 4");
  }
}
