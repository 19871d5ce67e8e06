package io.embed4j.graph.train;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.table.Row;
import java.util.Arrays;

/**
 * Gradients of the rows of a table that a batch has touched, in the order of first touch; memory
 * grows with the rows touched, not with the table. Not thread-safe.
 */
final class RowGradients {
  private final int width;
  private final int[] slots; // of each row of the table; -1: untouched
  private int[] rows; // of each slot
  private float[] data;
  private int touched;

  RowGradients(int tableRows, int width) {
    this.width = width;
    this.slots = new int[tableRows];
    Arrays.fill(slots, -1);
    this.rows = new int[16];
    this.data = new float[16 * width];
  }

  /**
   * Returns the gradient of a row of the table: zeros if this batch has not touched it yet. Valid
   * until the next call.
   */
  Row row(int tableRow) {
    int slot = slot(tableRow); // first, because it may replace the array
    return new Row(data, slot * width, width);
  }

  /** Returns the number of the gradient of a row of the table, making one of zeros if need be. */
  int slot(int tableRow) {
    int slot = slots[tableRow];
    if (slot >= 0) {
      return slot;
    }
    reserve(touched + 1);
    slots[tableRow] = touched;
    rows[touched] = tableRow;
    return touched++;
  }

  /**
   * Touches every row of cleared gradients, so that slot i is row i, and returns them as one
   * matrix.
   */
  Matrix touchAll() {
    reserve(slots.length);
    while (touched < slots.length) {
      rows[touched] = touched;
      slots[touched] = touched;
      touched++;
    }
    return Matrix.of(data, slots.length, width);
  }

  private void reserve(int count) {
    if (count > rows.length) {
      int capacity = Math.min(slots.length, Math.max(count, 2 * rows.length));
      rows = Arrays.copyOf(rows, capacity);
      data = Arrays.copyOf(data, Math.multiplyExact(capacity, width));
    }
  }

  /** Returns the number of rows touched. */
  int touched() {
    return touched;
  }

  /** Returns the row of the table that a slot belongs to. */
  int tableRow(int slot) {
    return rows[slot];
  }

  /** Returns the gradients, slot after slot. */
  float[] data() {
    return data;
  }

  int width() {
    return width;
  }

  /** Forgets everything. */
  void clear() {
    for (int i = 0; i < touched; i++) {
      slots[rows[i]] = -1;
    }
    Arrays.fill(data, 0, touched * width, 0);
    touched = 0;
  }
}
