package io.embed4j.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.run.Workers;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products of all orientations and edge sizes against sums in double, and to the bit. */
@Tag("kernel")
final class GemmTest {
  private static final int[] ROWS = {1, 2, 5, 6, 7, 12, 97, 103};
  private static final int[] COLUMNS = {1, 2, 3, 15, 16, 17, 31, 32, 33, 65, 130};

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 100, 511, 512, 513, 769, 1025, 1030})
  void everyOrientationAndEdgeEqualsSumsInDouble(int depth) {
    for (int m : ROWS) {
      for (int n : COLUMNS) {
        if ((long) m * n * depth > 150_000) {
          continue;
        }
        Matrix a = Samples.random(m, depth, 1);
        Matrix b = Samples.random(depth, n, 2);
        Matrix at = Samples.random(depth, m, 3).transposed();
        Matrix bt = Samples.random(n, depth, 4).transposed();
        check(a, b);
        check(a, bt);
        check(at, b);
        check(at, bt);
      }
    }
  }

  private static void check(Matrix a, Matrix b) {
    Matrix c = Samples.unset(a.rows(), b.columns(), 5);
    Gemm.multiply(a, PackedMatrix.pack(b), c, Workers.single());
    assertThat(Samples.strangersUntouched(c)).isTrue();
    for (int i = 0; i < c.rows(); i++) {
      for (int j = 0; j < c.columns(); j++) {
        double sum = 0;
        double magnitude = 0;
        for (int k = 0; k < a.columns(); k++) {
          double product = (double) a.at(i, k) * b.at(k, j);
          sum += product;
          magnitude += Math.abs(product);
        }
        Samples.requireClose(c.at(i, j), sum, 1e-6 * (1 + magnitude), i, j);
        Samples.requireClose(c.at(i, j), chain(a, b, i, j), 0, i, j);
      }
    }
  }

  /** The result as {@link Gemm} defines it, element by element. */
  private static float chain(Matrix a, Matrix b, int i, int j) {
    float total = 0;
    for (int from = 0; from < a.columns(); from += 512) {
      float sum = 0;
      for (int k = from; k < Math.min(a.columns(), from + 512); k++) {
        sum = Math.fma(a.at(i, k), b.at(k, j), sum);
      }
      total = from == 0 ? sum : total + sum;
    }
    return total;
  }

  @Test
  void addProductAddsEachBlockOfTheSum() {
    Matrix a = Samples.random(20, 100, 1);
    Matrix b = Samples.random(100, 50, 2);
    Matrix c = Samples.random(20, 50, 3);
    Matrix before = Samples.copy(c);
    Gemm.addProduct(a, PackedMatrix.pack(b), c, Workers.single());
    assertThat(Samples.strangersUntouched(c)).isTrue();
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j < 50; j++) {
        Samples.requireClose(c.at(i, j), before.at(i, j) + chain(a, b, i, j), 0, i, j);
      }
    }
  }

  @Test
  void columnsFromAnyOffsetEqualThoseOfTheWholeProduct() {
    Matrix a = Samples.random(13, 300, 1);
    PackedMatrix b = PackedMatrix.pack(Samples.random(300, 150, 2));
    Matrix whole = Matrix.zeros(13, 150);
    Gemm.multiply(a, b, whole, Workers.single());
    for (int from = 0; from < 150; from += 7) {
      for (int width : new int[] {1, 16, 33, 150 - from}) {
        Matrix part = Samples.unset(13, Math.min(width, 150 - from), from);
        Gemm.multiplyColumns(a, b, from, part, Workers.single());
        assertThat(Samples.strangersUntouched(part)).isTrue();
        for (int i = 0; i < 13; i++) {
          for (int j = 0; j < part.columns(); j++) {
            Samples.requireClose(part.at(i, j), whole.at(i, from + j), 0, i, j);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"128, 300, 400", "600, 40, 33", "7, 900, 500", "1, 10, 1000"})
  void anyNumberOfThreadsGivesTheSameBits(int m, int k, int n) {
    Matrix a = Samples.random(m, k, 1);
    Matrix bt = Samples.random(n, k, 2).transposed();
    Matrix one = Matrix.zeros(m, n);
    Gemm.multiply(a, PackedMatrix.pack(bt), one, Workers.single());
    for (int threads = 2; threads <= 5; threads++) {
      try (Workers workers = new Workers(threads)) {
        PackedMatrix packed = PackedMatrix.empty();
        packed.repack(bt, workers);
        Matrix many = Matrix.zeros(m, n);
        Gemm.multiply(a, packed, many, workers);
        assertThat(many.data()).isEqualTo(one.data());
      }
    }
  }

  @Test
  void aSmallerMatrixPackedIntoUsedMemoryIsCleanAtItsEdge() {
    PackedMatrix packed = PackedMatrix.pack(Samples.random(40, 40, 1));
    Matrix b = Samples.random(7, 3, 2);
    packed.repack(b, Workers.single());
    Matrix a = Samples.random(2, 7, 3);
    Matrix c = Matrix.zeros(2, 3);
    Gemm.multiply(a, packed, c, Workers.single());
    assertThat(c.at(1, 2)).isEqualTo(chain(a, b, 1, 2));
  }

  /** An odd depth is filled up on both sides; zero times what NaN has left behind would be NaN. */
  @Test
  void nothingOfEarlierProductsIsLeftAtAnOddDepth() {
    Matrix bad = Matrix.zeros(12, 12);
    Arrays.fill(bad.data(), Float.NaN);
    PackedMatrix packed = PackedMatrix.pack(bad);
    Matrix a = Samples.random(12, 7, 1);
    Matrix at = Samples.random(7, 12, 2).transposed();
    Matrix b = Samples.random(7, 12, 3);
    for (Matrix left : new Matrix[] {a, at}) {
      packed.repack(bad, Workers.single());
      Gemm.multiply(bad, packed, Matrix.zeros(12, 12), Workers.single());
      packed.repack(b, Workers.single());
      Matrix c = Matrix.zeros(12, 12);
      Gemm.multiply(left, packed, c, Workers.single());
      assertThat(c.at(3, 4)).isEqualTo(chain(left, b, 3, 4));
      assertThat(c.at(11, 11)).isEqualTo(chain(left, b, 11, 11));
    }
  }

  @Test
  void repeatedCallsGiveTheSameBitsColdAndWarm() {
    Matrix a = Samples.random(30, 200, 1);
    PackedMatrix b = PackedMatrix.pack(Samples.random(200, 70, 2));
    Matrix cold = Matrix.zeros(30, 70);
    Gemm.multiply(a, b, cold, Workers.single());
    Matrix warm = Matrix.zeros(30, 70);
    for (int i = 0; i < 300; i++) {
      Gemm.multiply(a, b, warm, Workers.single());
      assertThat(warm.data()).isEqualTo(cold.data());
    }
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    PackedMatrix b = PackedMatrix.pack(Matrix.zeros(4, 5));
    assertThatThrownBy(
            () -> Gemm.multiply(Matrix.zeros(3, 3), b, Matrix.zeros(3, 5), Workers.single()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A is 3 x 3, B is 4 x 5");
    assertThatThrownBy(
            () -> Gemm.multiply(Matrix.zeros(3, 4), b, Matrix.zeros(3, 4), Workers.single()))
        .hasMessageContaining("C has 4 columns, but B has 5");
    assertThatThrownBy(
            () ->
                Gemm.multiplyColumns(
                    Matrix.zeros(3, 4), b, 2, Matrix.zeros(3, 4), Workers.single()))
        .hasMessageContaining("from column 2");
  }
}
