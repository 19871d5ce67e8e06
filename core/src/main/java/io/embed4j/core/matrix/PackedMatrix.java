package io.embed4j.core.matrix;

import io.embed4j.core.run.Workers;
import java.util.Arrays;

/**
 * The right-hand factor B of a product, copied once into the order in which {@link Gemm} and {@link
 * Distances} read it: panels of {@link Tiles#COLUMNS} columns, each panel row after row, the last
 * one filled up with zeros.
 *
 * <p>Thread-safe for reading; {@link #repack} must not run at the same time.
 */
public final class PackedMatrix {
  private float[] panels = new float[0];
  private int rows;
  private int columns;

  private PackedMatrix() {}

  /** Returns an object that {@link #repack} fills. */
  public static PackedMatrix empty() {
    return new PackedMatrix();
  }

  /**
   * Returns a packed copy of {@code b}, which is k × n; pack {@code b.transposed()} for C = A·Bᵀ.
   */
  public static PackedMatrix pack(Matrix b) {
    PackedMatrix packed = new PackedMatrix();
    packed.repack(b, Workers.single());
    return packed;
  }

  /** Packs {@code b} into this object, reusing its memory. */
  public void repack(Matrix b, Workers workers) {
    rows = b.rows();
    columns = b.columns();
    int count = (columns + Tiles.COLUMNS - 1) / Tiles.COLUMNS;
    int size = Math.multiplyExact(count, Math.multiplyExact(rows, Tiles.COLUMNS));
    if (panels.length < size) {
      panels = new float[size];
    }
    workers.forEach(count, p -> packPanel(b, p));
  }

  private void packPanel(Matrix b, int panel) {
    int start = panelStart(panel);
    int from = panel * Tiles.COLUMNS;
    int width = Math.min(Tiles.COLUMNS, columns - from);
    float[] source = b.data();
    if (b.columnStride() == 1) {
      for (int k = 0; k < rows; k++) {
        int in = b.offset() + k * b.rowStride() + from;
        System.arraycopy(source, in, panels, start + k * Tiles.COLUMNS, width);
      }
    } else {
      for (int j = 0; j < width; j++) { // rowStride is 1: a column of B is contiguous
        int in = b.offset() + (from + j) * b.columnStride();
        for (int k = 0; k < rows; k++) {
          panels[start + k * Tiles.COLUMNS + j] = source[in + k];
        }
      }
    }
    for (int k = 0; k < rows && width < Tiles.COLUMNS; k++) {
      int row = start + k * Tiles.COLUMNS;
      Arrays.fill(panels, row + width, row + Tiles.COLUMNS, 0);
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

  float at(int k, int j) {
    return panels[panelStart(j / Tiles.COLUMNS) + k * Tiles.COLUMNS + j % Tiles.COLUMNS];
  }

  float[] panels() {
    return panels;
  }

  /** Returns where a panel starts in {@link #panels}. */
  int panelStart(int panel) {
    return panel * rows * Tiles.COLUMNS;
  }
}
