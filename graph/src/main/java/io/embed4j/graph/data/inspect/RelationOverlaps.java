package io.embed4j.graph.data.inspect;

import io.embed4j.graph.data.PairIndex;

/**
 * How many pairs of entities two relations share, the same way round and turned round; what
 * symmetry, inverses, duplicates and sub-relations are read from. Triples that occur twice count
 * once.
 */
public final class RelationOverlaps {
  private final PairIndex pairs;
  private final int[] triples;
  private final int[] properTriples;
  private final OverlapCounts same = new OverlapCounts();
  private final OverlapCounts reverse = new OverlapCounts();

  /** Hears how many pairs two relations share. */
  public interface Visitor {
    /** Hears one count. */
    void visit(int first, int second, int count);
  }

  private RelationOverlaps(int relations, PairIndex pairs) {
    this.pairs = pairs;
    triples = new int[relations];
    properTriples = new int[relations];
  }

  /**
   * Counts.
   *
   * @param relations number of relations, above every id
   */
  public static RelationOverlaps of(int relations, PairIndex pairs) {
    RelationOverlaps overlaps = new RelationOverlaps(relations, pairs);
    overlaps.countPairs();
    return overlaps;
  }

  private void countPairs() {
    for (int head = 0; head < pairs.headBound(); head++) {
      for (int pair = pairs.firstPair(head); pair < pairs.firstPair(head + 1); pair++) {
        int other = pairs.tail(pair);
        boolean loop = head == other;
        for (int i = pairs.start(pair); i < pairs.start(pair + 1); i++) {
          triples[pairs.relation(i)]++;
          properTriples[pairs.relation(i)] += loop ? 0 : 1;
        }
        count(same, pair, pair);
        int back = loop ? -1 : pairs.find(other, head);
        if (back >= 0) {
          count(reverse, pair, back);
        }
      }
    }
  }

  private void count(OverlapCounts overlaps, int pair, int other) {
    for (int i = pairs.start(pair); i < pairs.start(pair + 1); i++) {
      for (int j = pairs.start(other); j < pairs.start(other + 1); j++) {
        if (i != j) {
          overlaps.increment(pairs.relation(i), pairs.relation(j));
        }
      }
    }
  }

  /** Returns the number of relations. */
  public int relations() {
    return triples.length;
  }

  /** Returns the number of distinct triples of a relation. */
  public int triples(int relation) {
    return triples[relation];
  }

  /** Returns the number of distinct triples of a relation whose head is not their tail. */
  public int properTriples(int relation) {
    return properTriples[relation];
  }

  /** Returns the number of pairs (x, y) that both of two different relations hold. */
  public int same(int first, int second) {
    return same.count(first, second);
  }

  /** Returns the number of pairs x ≠ y with first(x, y) and second(y, x). */
  public int reverse(int first, int second) {
    return reverse.count(first, second);
  }

  /** Visits all counts of {@link #same} that are not 0, by the first relation, then the second. */
  public void forEachSame(Visitor visitor) {
    same.forEach(visitor);
  }

  /** Visits all counts of {@link #reverse} that are not 0, in the same order. */
  public void forEachReverse(Visitor visitor) {
    reverse.forEach(visitor);
  }
}
