package io.embed4j.core.matrix;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Random matrices with strangers around them, from fixed seeds. */
final class Samples {
  private static final float STRANGER = -77.5f;

  private Samples() {}

  /** Returns a row-major matrix of numbers in [−1, 1) inside a larger array of strangers. */
  static Matrix random(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int offset = random.nextInt(5);
    int stride = columns + random.nextInt(1, 4);
    float[] data = new float[offset + rows * stride + 40];
    Arrays.fill(data, STRANGER);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        data[offset + i * stride + j] = (float) random.nextDouble(-1, 1);
      }
    }
    return new Matrix(data, offset, rows, columns, stride, 1);
  }

  /**
   * Returns a matrix like {@link #random}, full of NaN: whoever reads it before writing is seen.
   */
  static Matrix unset(int rows, int columns, long seed) {
    Matrix matrix = random(rows, columns, seed);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        matrix.data()[matrix.offset() + i * matrix.rowStride() + j] = Float.NaN;
      }
    }
    return matrix;
  }

  /** Returns a copy of a matrix and all that is around it. */
  static Matrix copy(Matrix matrix) {
    return new Matrix(
        matrix.data().clone(),
        matrix.offset(),
        matrix.rows(),
        matrix.columns(),
        matrix.rowStride(),
        matrix.columnStride());
  }

  /** Fails unless |actual − expected| ≤ tolerance; AssertJ is too slow for millions of elements. */
  static void requireClose(float actual, double expected, double tolerance, int i, int j) {
    if (!(Math.abs(actual - expected) <= tolerance)) {
      throw new AssertionError(
          "element (" + i + ", " + j + ") is " + actual + ", expected " + expected);
    }
  }

  /** Returns whether everything around a row-major matrix of {@link #random} is as it was. */
  static boolean strangersUntouched(Matrix matrix) {
    float[] data = matrix.data();
    for (int i = 0; i < data.length; i++) {
      int at = i - matrix.offset();
      boolean inside =
          at >= 0
              && at / matrix.rowStride() < matrix.rows()
              && at % matrix.rowStride() < matrix.columns();
      if (!inside && data[i] != STRANGER) {
        return false;
      }
    }
    return true;
  }
}
