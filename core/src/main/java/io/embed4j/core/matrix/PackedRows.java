package io.embed4j.core.matrix;

import java.util.Arrays;

/**
 * A block of the left-hand factor A: panels of {@link Tiles#ROWS} rows, each panel column after
 * column.
 */
final class PackedRows {
  private final float[] data;

  /** Makes room for blocks of up to {@code rows} × {@code depth}. */
  PackedRows(int rows, int depth) {
    int panels = (rows + Tiles.ROWS - 1) / Tiles.ROWS;
    data = new float[panels * Tiles.ROWS * depth];
  }

  float[] data() {
    return data;
  }

  /**
   * Copies rows {@code fromRow} to {@code toRow} and columns {@code from} to {@code to}; fills up
   * with zeros.
   */
  void pack(Matrix a, int fromRow, int toRow, int from, int to) {
    int depth = to - from;
    for (int row = fromRow; row < toRow; row += Tiles.ROWS) {
      int out = (row - fromRow) * depth;
      int count = Math.min(Tiles.ROWS, toRow - row);
      if (count < Tiles.ROWS) {
        Arrays.fill(data, out, out + Tiles.ROWS * depth, 0);
      }
      int in = a.offset() + row * a.rowStride() + from * a.columnStride();
      if (a.columnStride() == 1) {
        packRows(a, in, out, count, depth);
      } else {
        packColumns(a, in, out, count, depth);
      }
    }
  }

  private void packRows(Matrix a, int in, int out, int count, int depth) {
    float[] source = a.data();
    for (int i = 0; i < count; i++) {
      int start = in + i * a.rowStride();
      for (int k = 0; k < depth; k++) {
        data[out + k * Tiles.ROWS + i] = source[start + k];
      }
    }
  }

  /** A transposed view: the rows of a column are contiguous. */
  private void packColumns(Matrix a, int in, int out, int count, int depth) {
    float[] source = a.data();
    for (int k = 0; k < depth; k++) {
      int start = in + k * a.columnStride();
      for (int i = 0; i < count; i++) {
        data[out + k * Tiles.ROWS + i] = source[start + i];
      }
    }
  }
}
