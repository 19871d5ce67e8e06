package io.embed4j.core.matrix;

import java.util.Arrays;

/**
 * A block of the left-hand factor A: panels of {@link Tiles#ROWS} rows, each panel column after
 * column. Belongs to one thread.
 */
final class PackedRows {
  private static final int ROWS = Tiles.ROWS;

  /** Kept between products, so that the memory is not cleared anew and is warm. */
  private static final ThreadLocal<PackedRows> OF_THREAD = ThreadLocal.withInitial(PackedRows::new);

  private final RowPacking rows = Tiles.rowPacking();
  private final ColumnPacking columns = Tiles.columnPacking();
  private float[] data = new float[0];
  private int depth;

  private PackedRows() {}

  /** Returns the object of this thread. */
  static PackedRows ofThread() {
    return OF_THREAD.get();
  }

  float[] data() {
    return data;
  }

  /** Returns how many columns a panel has: those packed last, and one of zeros if they are odd. */
  int depth() {
    return depth;
  }

  /** Copies the whole of {@code a} and fills up with zeros. */
  void pack(Matrix a) {
    depth = a.columns() + a.columns() % 2;
    int size = Tiles.count(a.rows(), ROWS) * ROWS * depth;
    if (data.length < size) {
      data = new float[size];
    }
    int whole = a.rows() / ROWS * ROWS;
    if (a.columnStride() == 1) {
      for (int row = 0; row < whole; row += ROWS) {
        int in = a.offset() + row * a.rowStride();
        rows.pack(a.data(), in, a.rowStride(), a.columns(), data, row * depth);
      }
    } else {
      columns.pack(a.data(), a.offset(), a.columnStride(), a.columns(), whole, data, depth);
    }
    if (whole < a.rows()) {
      packSome(a, whole);
    }
    for (int row = 0; row < a.rows() && depth > a.columns(); row += ROWS) {
      Arrays.fill(data, row * depth + ROWS * a.columns(), (row + ROWS) * depth, 0);
    }
  }

  /** The last rows, fewer than six. */
  private void packSome(Matrix a, int row) {
    int out = row * depth;
    Arrays.fill(data, out, out + ROWS * depth, 0);
    for (int i = row; i < a.rows(); i++) {
      int in = a.offset() + i * a.rowStride();
      for (int k = 0; k < a.columns(); k++) {
        data[out + k * ROWS + i - row] = a.data()[in + k * a.columnStride()];
      }
    }
  }
}
