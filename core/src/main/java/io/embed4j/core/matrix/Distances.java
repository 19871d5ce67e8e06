package io.embed4j.core.matrix;

import io.embed4j.core.run.Workers;

/**
 * Distances between all rows of A and columns of a packed matrix B (pack {@code rows.transposed()}
 * to compare rows with rows), and their gradients. The same tiles, threads and determinism as
 * {@link Gemm}.
 */
public final class Distances {
  private static final int ROWS_PER_TASK = 8;

  /** Rows of B that are read again and again from the second-level cache. */
  private static final int ROWS_AT_ONCE = 256;

  private Distances() {}

  /** C[i, j] = Σₖ |A[i, k] − B[k, fromColumn + j]|. */
  public static void l1(Matrix a, PackedMatrix b, int fromColumn, Matrix c, Workers workers) {
    new TileLoop(Tiles.l1(), a, b, fromColumn, c, a.columns(), false).run(workers);
  }

  /**
   * C[i, j] = Σₖ (A[i, k] − B[k, fromColumn + j])², from the differences: exact for near vectors,
   * unlike ‖a‖² + ‖b‖² − 2 a·b, which is faster.
   */
  public static void squared(Matrix a, PackedMatrix b, int fromColumn, Matrix c, Workers workers) {
    new TileLoop(Tiles.squared(), a, b, fromColumn, c, a.columns(), false).run(workers);
  }

  /**
   * C[i, j] = Σₖ |A[i, k] − B[k, fromColumn + j]| over complex numbers: the columns of A and the
   * rows of B are all real parts, then all imaginary parts.
   */
  public static void modulus(Matrix a, PackedMatrix b, int fromColumn, Matrix c, Workers workers) {
    int dim = requireEven(a.columns());
    new TileLoop(Tiles.modulus(dim), a, b, fromColumn, c, dim, false).run(workers);
  }

  /**
   * Adds the gradient of Σᵢⱼ W[i, j] · ‖A[i] − B[j]‖₁: dA[i] += Σⱼ W[i, j] sign(A[i] − B[j]), dB[j]
   * −= Σᵢ W[i, j] sign(A[i] − B[j]); sign(0) = 0. B holds rows, not columns; all but W are
   * row-major.
   */
  public static void addL1Gradient(
      Matrix w, Matrix a, Matrix b, Matrix da, Matrix db, Workers workers) {
    addGradients(Tiles.l1Direction(), w, a, b, da, db, workers);
  }

  /**
   * Adds the gradient of Σᵢⱼ W[i, j] · ‖A[i] − B[j]‖ for the complex modulus: as for L1, with the
   * complex number (a − b) / |a − b| in place of the sign, 0 where a = b.
   */
  public static void addModulusGradient(
      Matrix w, Matrix a, Matrix b, Matrix da, Matrix db, Workers workers) {
    requireEven(a.columns());
    addGradients(Tiles.modulusDirection(), w, a, b, da, db, workers);
  }

  private static void addGradients(
      Direction direction, Matrix w, Matrix a, Matrix b, Matrix da, Matrix db, Workers workers) {
    addGradient(direction, w, a, b, da, workers);
    addGradient(direction, w.transposed(), b, a, db, workers);
  }

  /** Each task writes rows of its own, so any number of threads gives the same bits. */
  private static void addGradient(
      Direction direction, Matrix w, Matrix a, Matrix b, Matrix da, Workers workers) {
    requireShapes(w, a, b, da);
    workers.forEach(
        Tiles.count(a.rows(), ROWS_PER_TASK),
        task -> {
          int from = task * ROWS_PER_TASK;
          int to = Math.min(a.rows(), from + ROWS_PER_TASK);
          for (int j = 0; j < b.rows(); j += ROWS_AT_ONCE) {
            Matrix some = b.rowRange(j, Math.min(b.rows(), j + ROWS_AT_ONCE));
            for (int i = from; i < to; i++) {
              int wStart = w.offset() + i * w.rowStride() + j * w.columnStride();
              int aStart = a.offset() + i * a.rowStride();
              int daStart = da.offset() + i * da.rowStride();
              direction.addRow(
                  w.data(), wStart, w.columnStride(), a.data(), aStart, some, da.data(), daStart);
            }
          }
        });
  }

  private static void requireShapes(Matrix w, Matrix a, Matrix b, Matrix da) {
    boolean rowMajor = a.columnStride() == 1 && b.columnStride() == 1 && da.columnStride() == 1;
    boolean alike = a.columns() == b.columns() && da.columns() == a.columns();
    if (!rowMajor
        || !alike
        || w.rows() != a.rows()
        || w.columns() != b.rows()
        || da.rows() != a.rows()) {
      throw new IllegalArgumentException(
          "W is %d x %d, A %d x %d, B %d x %d, dA %d x %d; A, B and dA must be row-major"
              .formatted(
                  w.rows(),
                  w.columns(),
                  a.rows(),
                  a.columns(),
                  b.rows(),
                  b.columns(),
                  da.rows(),
                  da.columns()));
    }
  }

  private static int requireEven(int columns) {
    if (columns % 2 != 0) {
      throw new IllegalArgumentException("complex rows have an even width, not " + columns);
    }
    return columns / 2;
  }
}
