package io.embed4j.graph.data;

import java.util.Arrays;

/**
 * Triples as three columns of ids, 12 bytes a triple. Immutable by convention: nobody writes to the
 * columns.
 */
public final class Triples {
  private final int[] heads;
  private final int[] relations;
  private final int[] tails;

  /** Takes over three columns of equal length. */
  public Triples(int[] heads, int[] relations, int[] tails) {
    if (heads.length != relations.length || heads.length != tails.length) {
      throw new IllegalArgumentException(
          "columns must be of equal length, but hold "
              + heads.length
              + ", "
              + relations.length
              + ", "
              + tails.length);
    }
    this.heads = heads;
    this.relations = relations;
    this.tails = tails;
  }

  /** Returns triples from rows of three ids. */
  public static Triples of(int[]... rows) {
    int[] h = Arrays.stream(rows).mapToInt(row -> row[0]).toArray();
    int[] r = Arrays.stream(rows).mapToInt(row -> row[1]).toArray();
    int[] t = Arrays.stream(rows).mapToInt(row -> row[2]).toArray();
    return new Triples(h, r, t);
  }

  /** Returns the number of triples. */
  public int size() {
    return heads.length;
  }

  /** Returns the head entity of triple {@code i}. */
  public int head(int i) {
    return heads[i];
  }

  /** Returns the relation of triple {@code i}. */
  public int relation(int i) {
    return relations[i];
  }

  /** Returns the tail entity of triple {@code i}. */
  public int tail(int i) {
    return tails[i];
  }

  /**
   * Returns the numbers of all triples by relation, in their order within each.
   *
   * @param starts receives where the triples of each relation start, and at the end their number;
   *     one longer than there are relations
   */
  public int[] byRelation(int[] starts) {
    Arrays.fill(starts, 0);
    for (int relation : relations) {
      starts[relation + 1]++;
    }
    for (int r = 0; r + 1 < starts.length; r++) {
      starts[r + 1] += starts[r];
    }
    int[] byRelation = new int[relations.length];
    int[] next = starts.clone();
    for (int i = 0; i < relations.length; i++) {
      byRelation[next[relations[i]]++] = i;
    }
    return byRelation;
  }
}
