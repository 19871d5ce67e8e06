package io.embed4j.core.matrix;

import io.embed4j.core.run.Workers;

/**
 * The right-hand factor of a product, copied once into the order in which {@link Gemm} reads it.
 */
public final class PackedMatrix {
  private float[] panels = new float[0];
  private int rows;
  private int columns;

  private PackedMatrix() {}

  /**
   * Returns a packed copy of {@code b}, which is k × n; pack {@code b.transposed()} for C = A·Bᵀ.
   */
  public static PackedMatrix pack(Matrix b) {
    PackedMatrix packed = new PackedMatrix();
    packed.repack(b, Workers.single());
    return packed;
  }

  /** Returns an object that {@link #repack} fills. */
  public static PackedMatrix empty() {
    return new PackedMatrix();
  }

  /** Packs {@code b} into this object, reusing its memory. */
  public void repack(Matrix b, Workers workers) {
    rows = b.rows();
    columns = b.columns();
    if (panels.length < rows * columns) {
      panels = new float[rows * columns];
    }
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        panels[i * columns + j] = b.at(i, j);
      }
    }
  }

  /** Returns k, the length of the sums. */
  public int rows() {
    return rows;
  }

  /** Returns n, the number of columns of the product. */
  public int columns() {
    return columns;
  }

  float at(int i, int j) {
    return panels[i * columns + j];
  }
}
