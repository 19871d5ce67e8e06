package io.embed4j.core.matrix;

import io.embed4j.core.run.Workers;
import java.util.Arrays;

/**
 * The right-hand factor B of a product, copied once into the order in which {@link Gemm} and {@link
 * Distances} read it: panels of {@link Tiles#COLUMNS} columns, each panel row after row, filled up
 * with zeros to whole panels and to an even number of rows.
 *
 * <p>Thread-safe for reading; {@link #repack} must not run at the same time.
 */
public final class PackedMatrix {
  /** Rows of a panel that stay in the first-level cache while its columns are written. */
  private static final int ROWS_AT_ONCE = 128;

  private float[] panels = new float[0];
  private int rows;
  private int columns;
  private int panelSize;

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
    int count = Tiles.count(columns, Tiles.COLUMNS);
    panelSize = Math.multiplyExact(rows + rows % 2, Tiles.COLUMNS);
    int size = Math.multiplyExact(count, panelSize);
    if (panels.length < size) {
      panels = new float[size];
    }
    workers.forEach(count, p -> packPanel(b, p));
  }

  private void packPanel(Matrix b, int panel) {
    int start = panelStart(panel);
    int from = panel * Tiles.COLUMNS;
    int width = Math.min(Tiles.COLUMNS, columns - from);
    if (width < Tiles.COLUMNS) {
      Arrays.fill(panels, start, start + panelSize, 0);
    }
    Arrays.fill(panels, start + rows * Tiles.COLUMNS, start + panelSize, 0);
    int in = b.offset() + from * b.columnStride();
    if (b.columnStride() == 1) {
      for (int k = 0; k < rows; k++) {
        int out = start + k * Tiles.COLUMNS;
        System.arraycopy(b.data(), in + k * b.rowStride(), panels, out, width);
      }
    } else {
      for (int k = 0; k < rows; k += ROWS_AT_ONCE) {
        int out = start + k * Tiles.COLUMNS;
        packColumns(b, in + k, out, width, Math.min(ROWS_AT_ONCE, rows - k));
      }
    }
  }

  /** A transposed view: the rows of a column are contiguous. */
  private void packColumns(Matrix b, int in, int out, int width, int height) {
    float[] source = b.data();
    for (int j = 0; j < width; j++) {
      int column = in + j * b.columnStride();
      for (int k = 0; k < height; k++) {
        panels[out + k * Tiles.COLUMNS + j] = source[column + k];
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

  float[] panels() {
    return panels;
  }

  /** Returns where a panel starts in {@link #panels}. */
  int panelStart(int panel) {
    return panel * panelSize;
  }
}
