package io.embed4j.graph.data;

import io.embed4j.core.run.Seeds;

/**
 * A random split of triples that keeps every entity and every relation in train.
 *
 * @param valid share of the triples for validation, at least 0
 * @param test share of the triples for testing, at least 0; {@code valid + test} is below 1
 * @param seed seed of the order in which triples are drawn
 */
public record Split(double valid, double test, long seed) {
  /** Four fifths for training, a tenth each for validation and testing. */
  public static final Split DEFAULT = new Split(0.1, 0.1, 1);

  public Split {
    if (!(valid >= 0 && test >= 0 && valid + test < 1)) {
      throw new IllegalArgumentException(
          "the shares of valid and test must be at least 0 and together below 1, but are "
              + valid
              + " and "
              + test);
    }
  }

  /** Three disjoint sets of triples. */
  public record Parts(Triples train, Triples valid, Triples test) {}

  /**
   * Returns the parts. Equal triples are taken once, or a copy in train would give the answer away.
   * Triples are drawn in random order, first for test, then for validation; one that holds the last
   * mention of an entity or a relation stays in train, so a sparse graph may yield smaller parts
   * than asked for.
   *
   * @param all triples of the whole graph
   * @param entities number of entities, above every id
   * @param relations number of relations, above every id
   */
  public Parts apply(Triples all, int entities, int relations) {
    QueryIndex distinct = QueryIndex.of(Side.TAIL, all);
    Triples triples = triples(distinct);
    int[] order = shuffled(triples.size());
    int[] entityCount = new int[entities];
    int[] relationCount = new int[relations];
    for (int i = 0; i < triples.size(); i++) {
      count(triples, i, 1, entityCount, relationCount);
    }
    int testSize = (int) Math.round(test * triples.size());
    int validSize = (int) Math.round(valid * triples.size());
    TripleBuffer testPart = new TripleBuffer();
    TripleBuffer validPart = new TripleBuffer();
    boolean[] held = new boolean[triples.size()];
    for (int i : order) {
      boolean full = testPart.size() == testSize && validPart.size() == validSize;
      if (full || isLastMention(triples, i, entityCount, relationCount)) {
        continue;
      }
      count(triples, i, -1, entityCount, relationCount);
      (testPart.size() < testSize ? testPart : validPart).add(triples, i);
      held[i] = true;
    }
    TripleBuffer trainPart = new TripleBuffer();
    for (int i : order) {
      if (!held[i]) {
        trainPart.add(triples, i);
      }
    }
    return new Parts(trainPart.triples(), validPart.triples(), testPart.triples());
  }

  private static Triples triples(QueryIndex index) {
    TripleBuffer buffer = new TripleBuffer();
    for (int q = 0; q < index.size(); q++) {
      for (int i = index.start(q); i < index.start(q + 1); i++) {
        buffer.add(index.entity(q), index.relation(q), index.answer(i));
      }
    }
    return buffer.triples();
  }

  private int[] shuffled(int size) {
    return Seeds.permutation(size, Seeds.stream(seed, "split", 0));
  }

  /** A triple of an entity with itself mentions the entity once. */
  private static void count(
      Triples triples, int i, int change, int[] entityCount, int[] relationCount) {
    entityCount[triples.head(i)] += change;
    if (triples.head(i) != triples.tail(i)) {
      entityCount[triples.tail(i)] += change;
    }
    relationCount[triples.relation(i)] += change;
  }

  private static boolean isLastMention(
      Triples triples, int i, int[] entityCount, int[] relationCount) {
    return entityCount[triples.head(i)] == 1
        || entityCount[triples.tail(i)] == 1
        || relationCount[triples.relation(i)] == 1;
  }
}
