package io.embed4j.core.matrix;

import io.embed4j.core.run.Workers;

/**
 * Products of single-precision matrices. The three orientations are views: C = A·B, C = A·Bᵀ with
 * {@code b.transposed()}, C = Aᵀ·B with {@code a.transposed()}.
 *
 * <p>Determinism: every element of C is a chain of fused multiply-adds over k in ascending order,
 * in blocks of {@link Tiles#DEPTH} that are then added to C; so its bits depend neither on the
 * number of threads nor on which other rows and columns are computed with it.
 */
public final class Gemm {
  private Gemm() {}

  /** C = A·B, with A m × k, B k × n, C m × n row-major. */
  public static void multiply(Matrix a, PackedMatrix b, Matrix c, Workers workers) {
    requireColumns(b.columns() == c.columns(), b, 0, c);
    TileLoop.run(new ProductTile(), a, b, 0, c, false, workers);
  }

  /** C += A·B. */
  public static void addProduct(Matrix a, PackedMatrix b, Matrix c, Workers workers) {
    requireColumns(b.columns() == c.columns(), b, 0, c);
    TileLoop.run(new ProductTile(), a, b, 0, c, true, workers);
  }

  /** C = A·B[:, fromColumn …], as many columns as C has. */
  public static void multiplyColumns(
      Matrix a, PackedMatrix b, int fromColumn, Matrix c, Workers workers) {
    requireColumns(fromColumn + c.columns() <= b.columns(), b, fromColumn, c);
    TileLoop.run(new ProductTile(), a, b, fromColumn, c, false, workers);
  }

  private static void requireColumns(boolean holds, PackedMatrix b, int from, Matrix c) {
    if (!holds) {
      throw new IllegalArgumentException(
          "C has " + c.columns() + " columns, but B has " + b.columns() + " from column " + from);
    }
  }
}
