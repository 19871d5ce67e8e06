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
  /** Rows of a panel that stay in the first-level cache while they are written. */
  private static final int ROWS_IN_FIRST_CACHE = 64;

  /** Rows of a panel whose elements stay in the second-level cache: 128 KiB. */
  private static final int ROWS_IN_SECOND_CACHE = 512;

  private static final int CACHE_LINE = 16; // floats

  /** Keeps the compiler from leaving reads out. */
  @SuppressWarnings("UnusedVariable")
  private float read;

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
      packTransposed(b, in, start, width);
    }
  }

  /** Packs a panel of a transposed view: its columns are rows that are contiguous. */
  private void packTransposed(Matrix b, int in, int start, int width) {
    Transposition transposition = Transposition.ofThread();
    for (int k = 0; k < rows; k += ROWS_IN_SECOND_CACHE) {
      int end = Math.min(rows, k + ROWS_IN_SECOND_CACHE);
      bringIn(b, in + k, width, end - k);
      for (int l = k; l < end; l += ROWS_IN_FIRST_CACHE) {
        int height = Math.min(ROWS_IN_FIRST_CACHE, end - l);
        int out = start + l * Tiles.COLUMNS;
        transposition.copy(
            b.data(), in + l, b.columnStride(), width, height, panels, out, Tiles.COLUMNS);
      }
    }
  }

  /**
   * Brings columns into the cache one after the other, a pattern that the processor foresees,
   * before they are read beside each other: reads a float of each line.
   */
  private void bringIn(Matrix b, int in, int width, int height) {
    float sum = 0;
    for (int j = 0; j < width; j++) {
      int from = in + j * b.columnStride();
      for (int k = from; k < from + height; k += CACHE_LINE) {
        sum += b.data()[k];
      }
    }
    read = sum;
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
