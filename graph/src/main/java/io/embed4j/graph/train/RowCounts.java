package io.embed4j.graph.train;

import java.util.Arrays;

/** How often a batch uses each row of a table; visiting and clearing cost only the rows used. */
final class RowCounts {
  private final int[] counts;
  private int[] used = new int[64];
  private int size;

  RowCounts(int tableRows) {
    counts = new int[tableRows];
  }

  void add(int row, int times) {
    if (counts[row] == 0) {
      used = size < used.length ? used : Arrays.copyOf(used, 2 * size);
      used[size++] = row;
    }
    counts[row] += times;
  }

  int size() {
    return size;
  }

  /** Returns the row that was used as the {@code i}-th new one. */
  int row(int i) {
    return used[i];
  }

  int count(int i) {
    return counts[used[i]];
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      counts[used[i]] = 0;
    }
    size = 0;
  }
}
