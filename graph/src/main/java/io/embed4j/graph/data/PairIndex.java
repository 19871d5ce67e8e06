package io.embed4j.graph.data;

import java.util.Arrays;

/**
 * The distinct (head, tail) pairs of some triples, each with its sorted, distinct relations: the
 * answers of (head, ?, tail). Pairs are sorted by head, then by tail. Immutable.
 */
public final class PairIndex {
  /** Per head, where its pairs start; one more entry than heads. */
  private final int[] headStarts;

  private final int[] tails;
  private final int[] starts;
  private final int[] relations;

  private PairIndex(SortedRows rows) {
    headStarts = new int[rows.groups() + 1];
    int[] pairTails = new int[rows.size()];
    int[] pairStarts = new int[rows.size() + 1];
    relations = new int[rows.size()];
    int pairs = 0;
    for (int h = 0; h < rows.groups(); h++) {
      for (int i = rows.groupStart(h); i < rows.groupStart(h + 1); i++) {
        relations[i] = rows.second(i);
        if (i == rows.groupStart(h) || rows.first(i) != rows.first(i - 1)) {
          pairTails[pairs] = rows.first(i);
          pairStarts[pairs++] = i;
        }
      }
      headStarts[h + 1] = pairs;
    }
    pairStarts[pairs] = rows.size();
    tails = Arrays.copyOf(pairTails, pairs);
    starts = Arrays.copyOf(pairStarts, pairs + 1);
  }

  /** Returns the index of all triples of all parts together. */
  public static PairIndex of(Triples... parts) {
    return new PairIndex(SortedRows.of(Triples::head, Triples::tail, Triples::relation, parts));
  }

  /** Returns the number of distinct pairs. */
  public int size() {
    return tails.length;
  }

  /** Returns a number above the id of every head; heads below it may have no pairs. */
  public int headBound() {
    return headStarts.length - 1;
  }

  /** Returns the pair of a head and a tail, or -1 if no triple has them. */
  public int find(int head, int tail) {
    if (head >= headStarts.length - 1) {
      return -1;
    }
    return Math.max(-1, Arrays.binarySearch(tails, headStarts[head], headStarts[head + 1], tail));
  }

  /** Returns the first pair of a head; its pairs end where those of {@code head + 1} start. */
  public int firstPair(int head) {
    return headStarts[Math.min(head, headStarts.length - 1)];
  }

  /** Returns the tail of a pair. */
  public int tail(int pair) {
    return tails[pair];
  }

  /**
   * Returns where the relations of a pair start; they end where those of {@code pair + 1} start.
   */
  public int start(int pair) {
    return starts[pair];
  }

  /** Returns the relation at a position from {@link #start}; ascending within a pair. */
  public int relation(int position) {
    return relations[position];
  }

  /** Returns whether a relation holds between a head and a tail. */
  public boolean contains(int head, int relation, int tail) {
    int pair = find(head, tail);
    return pair >= 0
        && Arrays.binarySearch(relations, starts[pair], starts[pair + 1], relation) >= 0;
  }
}
