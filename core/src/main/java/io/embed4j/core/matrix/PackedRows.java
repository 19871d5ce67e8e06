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
    for (int row = 0; row < a.rows(); row += ROWS) {
      int count = Math.min(ROWS, a.rows() - row);
      int in = a.offset() + row * a.rowStride();
      int out = row * depth;
      if (count < ROWS) {
        Arrays.fill(data, out, out + ROWS * depth, 0);
        packSome(a, in, out, count);
      } else if (a.columnStride() == 1) {
        packRows(a, in, out);
      } else {
        packColumns(a, in, out);
      }
      Arrays.fill(data, out + ROWS * a.columns(), out + ROWS * depth, 0);
    }
  }

  private void packSome(Matrix a, int in, int out, int count) {
    for (int i = 0; i < count; i++) {
      int start = in + i * a.rowStride();
      for (int k = 0; k < a.columns(); k++) {
        data[out + k * ROWS + i] = a.data()[start + k * a.columnStride()];
      }
    }
  }

  /** Six contiguous rows. */
  private void packRows(Matrix a, int in, int out) {
    float[] source = a.data();
    int stride = a.rowStride();
    int in1 = in + stride;
    int in2 = in1 + stride;
    int in3 = in2 + stride;
    int in4 = in3 + stride;
    int in5 = in4 + stride;
    for (int k = 0; k < a.columns(); k++) {
      int to = out + k * ROWS;
      data[to] = source[in + k];
      data[to + 1] = source[in1 + k];
      data[to + 2] = source[in2 + k];
      data[to + 3] = source[in3 + k];
      data[to + 4] = source[in4 + k];
      data[to + 5] = source[in5 + k];
    }
  }

  /** A transposed view: the six elements of a column are contiguous. */
  private void packColumns(Matrix a, int in, int out) {
    float[] source = a.data();
    for (int k = 0; k < a.columns(); k++) {
      int from = in + k * a.columnStride();
      int to = out + k * ROWS;
      data[to] = source[from];
      data[to + 1] = source[from + 1];
      data[to + 2] = source[from + 2];
      data[to + 3] = source[from + 3];
      data[to + 4] = source[from + 4];
      data[to + 5] = source[from + 5];
    }
  }
}
