package io.embed4j.graph.train;

import io.embed4j.graph.data.Side;

/**
 * Some triples, corrupted on one side, and the negatives that they share. Query i of the chunk is
 * that of its i-th triple.
 *
 * @param side which side is corrupted
 * @param truths the true answer of each query
 * @param relations the relation of each query, ascending
 * @param negatives entities in ascending order; repeated ones count as often as they were drawn
 * @param share what the loss of one query counts
 */
record SampledChunk(Side side, int[] truths, int[] relations, int[] negatives, float share) {
  int size() {
    return truths.length;
  }

  int truth(int query) {
    return truths[query];
  }

  int relation(int query) {
    return relations[query];
  }
}
