package io.embed4j.core.matrix;

import io.embed4j.core.run.Workers;

/**
 * Products of single-precision matrices. The three orientations are views: C = A·B, C = A·Bᵀ with
 * {@code b.transposed()}, C = Aᵀ·B with {@code a.transposed()}. C must be row-major and must not
 * share memory with A or B; other arguments are refused with an {@link IllegalArgumentException}.
 *
 * <p>Determinism: every element of C is a chain of fused multiply-adds over k in ascending order,
 * in blocks of 512 that are then added to C; so its bits depend neither on the number of threads
 * nor on which other rows and columns are computed with it.
 *
 * <p>Thread-safe: no state. The work is split among the threads of {@code workers}.
 */
public final class Gemm {
  private Gemm() {}

  /** C = A·B, with A m × k, B k × n, C m × n row-major. */
  public static void multiply(Matrix a, PackedMatrix b, Matrix c, Workers workers) {
    requireAllColumns(b, c);
    new TileLoop(Tiles.product(), a, b, 0, c, a.columns(), false).run(workers);
  }

  /** C += A·B. */
  public static void addProduct(Matrix a, PackedMatrix b, Matrix c, Workers workers) {
    requireAllColumns(b, c);
    new TileLoop(Tiles.product(), a, b, 0, c, a.columns(), true).run(workers);
  }

  /**
   * C = A·B[:, fromColumn …], as many columns as C has. Fastest where {@code fromColumn} is a
   * multiple of 64, because panels of B are then read whole.
   */
  public static void multiplyColumns(
      Matrix a, PackedMatrix b, int fromColumn, Matrix c, Workers workers) {
    new TileLoop(Tiles.product(), a, b, fromColumn, c, a.columns(), false).run(workers);
  }

  private static void requireAllColumns(PackedMatrix b, Matrix c) {
    if (b.columns() != c.columns()) {
      throw new IllegalArgumentException(
          "C has " + c.columns() + " columns, but B has " + b.columns());
    }
  }
}
