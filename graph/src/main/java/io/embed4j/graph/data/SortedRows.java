package io.embed4j.graph.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Distinct rows (group, first, second) in ascending order: counted into their groups, then sorted
 * as one long per row. Needs 8 bytes a row beside the input and handles any ids.
 */
final class SortedRows {
  /** Reads one number of a triple. */
  interface Column {
    int of(Triples triples, int i);
  }

  private final int[] groupStarts;
  private final long[] rows;

  private SortedRows(int[] groupStarts, long[] rows) {
    this.groupStarts = groupStarts;
    this.rows = rows;
  }

  /** Returns the distinct rows of all triples of all parts. */
  static SortedRows of(Column group, Column first, Column second, Triples... parts) {
    int[] counts = counts(group, parts);
    int groups = counts.length;
    int[] starts = new int[groups + 1];
    for (int g = 0; g < groups; g++) {
      starts[g + 1] = Math.addExact(starts[g], counts[g]);
    }
    long[] rows = new long[starts[groups]];
    int[] next = Arrays.copyOf(starts, groups);
    for (Triples part : parts) {
      for (int i = 0; i < part.size(); i++) {
        long row = (long) first.of(part, i) << 32 | second.of(part, i);
        rows[next[group.of(part, i)]++] = row;
      }
    }
    IntStream.range(0, groups).forEach(g -> Arrays.sort(rows, starts[g], starts[g + 1]));
    return distinct(starts, rows);
  }

  private static int[] counts(Column group, Triples... parts) {
    int[] counts = new int[16];
    int groups = 0;
    for (Triples part : parts) {
      for (int i = 0; i < part.size(); i++) {
        int g = group.of(part, i);
        if (g >= counts.length) {
          counts = Arrays.copyOf(counts, Math.max(g + 1, counts.length + (counts.length >> 1)));
        }
        counts[g]++;
        groups = Math.max(groups, g + 1);
      }
    }
    return Arrays.copyOf(counts, groups);
  }

  private static SortedRows distinct(int[] starts, long[] rows) {
    int kept = 0;
    int[] keptStarts = new int[starts.length];
    for (int g = 0; g + 1 < starts.length; g++) {
      for (int i = starts[g]; i < starts[g + 1]; i++) {
        if (i == starts[g] || rows[i] != rows[i - 1]) {
          rows[kept++] = rows[i];
        }
      }
      keptStarts[g + 1] = kept;
    }
    return new SortedRows(keptStarts, kept == rows.length ? rows : Arrays.copyOf(rows, kept));
  }

  int groups() {
    return groupStarts.length - 1;
  }

  int groupStart(int group) {
    return groupStarts[group];
  }

  int size() {
    return rows.length;
  }

  int first(int row) {
    return (int) (rows[row] >>> 32);
  }

  int second(int row) {
    return (int) rows[row];
  }
}
