package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;

/** Copies of rows of row-major matrices. */
public final class Rows {
  private Rows() {}

  /** Copies all rows of one matrix to those of another from a row on; both are as wide. */
  public static void copy(Matrix from, Matrix to, int row) {
    System.arraycopy(
        from.data(),
        from.offset(),
        to.data(),
        to.offset() + row * to.rowStride(),
        from.rows() * from.columns());
  }
}
