package io.embed4j.graph.data;

import java.util.Arrays;

/**
 * The distinct queries of some triples on one side, each with its sorted, distinct answers: (head,
 * relation, ?) with the tails, or (?, relation, tail) with the heads. Queries are sorted by
 * relation, then by entity. Immutable.
 */
public final class QueryIndex {
  private final Side side;
  private final long[] keys;
  private final int[] starts;
  private final int[] answers;

  private QueryIndex(Side side, long[] keys, int[] starts, int[] answers) {
    this.side = side;
    this.keys = keys;
    this.starts = starts;
    this.answers = answers;
  }

  /** Returns the index of all triples of all parts together. */
  public static QueryIndex of(Side side, Triples... parts) {
    int total = Arrays.stream(parts).mapToInt(Triples::size).sum();
    long[][] rows = new long[total][];
    int n = 0;
    for (Triples part : parts) {
      for (int i = 0; i < part.size(); i++) {
        int entity = side == Side.TAIL ? part.head(i) : part.tail(i);
        int answer = side == Side.TAIL ? part.tail(i) : part.head(i);
        rows[n++] = new long[] {key(entity, part.relation(i)), answer};
      }
    }
    Arrays.sort(rows, (a, b) -> a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]));
    long[] keys = new long[total];
    int[] starts = new int[total + 1];
    int[] answers = new int[total];
    int queries = 0;
    int count = 0;
    for (int i = 0; i < total; i++) {
      if (i > 0 && Arrays.equals(rows[i], rows[i - 1])) {
        continue;
      }
      if (queries == 0 || keys[queries - 1] != rows[i][0]) {
        keys[queries] = rows[i][0];
        starts[queries++] = count;
      }
      answers[count++] = (int) rows[i][1];
    }
    starts[queries] = count;
    return new QueryIndex(
        side,
        Arrays.copyOf(keys, queries),
        Arrays.copyOf(starts, queries + 1),
        Arrays.copyOf(answers, count));
  }

  private static long key(int entity, int relation) {
    return ((long) relation << 32) | entity;
  }

  /** Returns which side is asked for. */
  public Side side() {
    return side;
  }

  /** Returns the number of distinct queries. */
  public int size() {
    return keys.length;
  }

  /** Returns the known entity of query {@code q}. */
  public int entity(int q) {
    return (int) keys[q];
  }

  /** Returns the relation of query {@code q}. */
  public int relation(int q) {
    return (int) (keys[q] >>> 32);
  }

  /** Returns the query of an entity and a relation, or -1 if no triple has them. */
  public int find(int entity, int relation) {
    return Math.max(-1, Arrays.binarySearch(keys, key(entity, relation)));
  }

  /**
   * Returns where the answers of query {@code q} start; they end where those of {@code q + 1}
   * start.
   */
  public int start(int q) {
    return starts[q];
  }

  /** Returns the number of answers of query {@code q}. */
  public int count(int q) {
    return starts[q + 1] - starts[q];
  }

  /** Returns the answer at a position from {@link #start}; ascending within a query. */
  public int answer(int position) {
    return answers[position];
  }

  /** Returns whether an entity is among the answers of query {@code q}. */
  public boolean isAnswer(int q, int entity) {
    return Arrays.binarySearch(answers, starts[q], starts[q + 1], entity) >= 0;
  }
}
