package io.embed4j.graph.train;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import java.util.Arrays;

/**
 * Gradients of the rows of a table that a batch has touched, in the order of first touch; memory
 * grows with the rows touched, not with the table. Not thread-safe.
 */
final class RowGradients {
  private static final int ROWS_PER_TASK = 512;

  /** Columns that one thread adds up: wide enough for SIMD, narrow enough to feed some threads. */
  private static final int COLUMNS_PER_TASK = 64;

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
    slot = newSlot(tableRow);
    Arrays.fill(data, slot * width, (slot + 1) * width, 0);
    return slot;
  }

  /** Returns a slot for an untouched row; it still holds the numbers of an earlier batch. */
  private int newSlot(int tableRow) {
    reserve(touched + 1);
    slots[tableRow] = touched;
    rows[touched] = tableRow;
    return touched++;
  }

  /**
   * Touches every row of cleared gradients, so that slot i is row i, and returns them as one matrix
   * of zeros.
   */
  Matrix touchAll(Workers workers) {
    reserve(slots.length);
    while (touched < slots.length) {
      rows[touched] = touched;
      slots[touched] = touched;
      touched++;
    }
    workers.forEach(
        (touched + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
        task -> {
          int end = Math.min(touched, (task + 1) * ROWS_PER_TASK);
          Arrays.fill(data, task * ROWS_PER_TASK * width, end * width, 0);
        });
    return Matrix.of(data, slots.length, width);
  }

  /**
   * Adds row i of a matrix to the gradient of {@code tableRows[i]}, for all i in ascending order.
   * Threads share the columns, so that a row that occurs twice is added up in the same order by any
   * number of them.
   *
   * @param from row-major, as wide as the table
   * @param tableRows at least as many as {@code from} has rows
   */
  void scatter(Matrix from, int[] tableRows, Workers workers) {
    int[] targets = new int[from.rows()];
    int known = touched;
    for (int i = 0; i < targets.length; i++) {
      int slot = slots[tableRows[i]];
      targets[i] = slot >= 0 ? slot : newSlot(tableRows[i]);
    }
    int tasks = (width + COLUMNS_PER_TASK - 1) / COLUMNS_PER_TASK;
    workers.forEach(
        tasks,
        task -> {
          int start = task * COLUMNS_PER_TASK;
          addColumns(from, targets, known, start, Math.min(width, start + COLUMNS_PER_TASK));
        });
  }

  /** Targets from {@code known} on are new: the first row is copied there, the others are added. */
  private void addColumns(Matrix from, int[] targets, int known, int start, int end) {
    int next = known; // new slots come in ascending order
    for (int i = 0; i < targets.length; i++) {
      int in = from.offset() + i * from.rowStride() + start;
      int out = targets[i] * width + start;
      if (targets[i] == next) {
        System.arraycopy(from.data(), in, data, out, end - start);
        next++;
      } else {
        Vectors.addScaled(1, from.data(), in, data, out, end - start);
      }
    }
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

  /** Forgets everything; the numbers are overwritten when their slots are given out again. */
  void clear() {
    for (int i = 0; i < touched; i++) {
      slots[rows[i]] = -1;
    }
    touched = 0;
  }
}
