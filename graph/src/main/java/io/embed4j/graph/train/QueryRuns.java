package io.embed4j.graph.train;

import java.util.Arrays;

/**
 * The queries of a batch in the order of their relation rows, cut into runs of one relation row,
 * and these into blocks of whole runs. A run shares one operator; a block is one thread's work,
 * small enough for its query rows to stay in a core's cache.
 */
final class QueryRuns {
  /** Queries of a run, at most: so that a frequent relation feeds several threads. */
  private static final int RUN = 128;

  /** Queries of a block, at least, but for the last one. */
  private static final int BLOCK = 64;

  /** Relation row in the high half, number of the query in the low one: sorted, so grouped. */
  private long[] order = new long[0];

  private int[] starts = new int[1]; // of each run in the order
  private int[] blockStarts = new int[1]; // of each block in the runs
  private int size;
  private int runs;
  private int blocks;

  /** Forgets everything. */
  void clear() {
    size = 0;
  }

  /** Adds the next query. */
  void add(int relationRow) {
    if (size == order.length) {
      order = Arrays.copyOf(order, Math.max(64, 2 * size));
    }
    order[size] = ((long) relationRow << 32) | size;
    size++;
  }

  /** Sorts and cuts what was added. */
  void cut() {
    Arrays.sort(order, 0, size);
    if (starts.length <= size) {
      starts = new int[size + 1];
      blockStarts = new int[size + 1];
    }
    runs = 0;
    blocks = 0;
    for (int p = 0; p < size; p++) {
      boolean starts = p == 0 || order[p] >>> 32 != order[p - 1] >>> 32;
      if (starts || p - this.starts[runs - 1] == RUN) {
        if (blocks == 0 || p - this.starts[blockStarts[blocks - 1]] >= BLOCK) {
          blockStarts[blocks++] = runs;
        }
        this.starts[runs++] = p;
      }
    }
    starts[runs] = size;
    blockStarts[blocks] = runs;
  }

  /** Returns the number of runs. */
  int count() {
    return runs;
  }

  /** Returns where a run starts in the order. */
  int start(int run) {
    return starts[run];
  }

  /** Returns where a run ends in the order. */
  int end(int run) {
    return starts[run + 1];
  }

  /** Returns the number of the query at a position of the order. */
  int query(int position) {
    return (int) order[position];
  }

  /** Returns the relation row that the queries of a run share. */
  int relationRow(int run) {
    return (int) (order[starts[run]] >>> 32);
  }

  /** Returns the number of blocks. */
  int blocks() {
    return blocks;
  }

  /** Returns the first run of a block. */
  int firstRun(int block) {
    return blockStarts[block];
  }

  /** Returns the run after the last one of a block. */
  int endRun(int block) {
    return blockStarts[block + 1];
  }
}
