package io.embed4j.graph.train;

import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import java.util.Arrays;
import java.util.Optional;

/** Hides negatives that are known to be true, by a score so low that no loss sees them. */
final class KnownAnswers {
  private final Optional<Indexes> indexes;
  private final int[] firstColumn; // of each entity among the present negatives; -1: none

  private record Indexes(QueryIndex tails, QueryIndex heads) {}

  private KnownAnswers(Optional<Indexes> indexes, int entities) {
    this.indexes = indexes;
    this.firstColumn = new int[entities];
    Arrays.fill(firstColumn, -1);
  }

  /** Hides nothing. */
  static KnownAnswers none() {
    return new KnownAnswers(Optional.empty(), 0);
  }

  static KnownAnswers of(Triples train, int entities) {
    Indexes indexes = new Indexes(QueryIndex.of(Side.TAIL, train), QueryIndex.of(Side.HEAD, train));
    return new KnownAnswers(Optional.of(indexes), entities);
  }

  /**
   * Remembers the negatives of a chunk; call {@link #forget} with them after hiding.
   *
   * @param negatives in ascending order
   */
  void remember(int[] negatives) {
    if (indexes.isPresent()) {
      for (int j = negatives.length - 1; j >= 0; j--) {
        firstColumn[negatives[j]] = j;
      }
    }
  }

  /** Forgets the negatives of a chunk. */
  void forget(int[] negatives) {
    if (indexes.isPresent()) {
      for (int negative : negatives) {
        firstColumn[negative] = -1;
      }
    }
  }

  /**
   * Sets to −∞ the scores of those remembered negatives that are known answers. Thread-safe for
   * different rows of scores.
   *
   * @param chunk whose negatives are remembered
   * @param query a query of the chunk
   * @param entity the known entity of the query
   * @param scores of the query, one a negative, from {@code offset}
   */
  void hide(SampledChunk chunk, int query, int entity, float[] scores, int offset) {
    if (indexes.isEmpty()) {
      return;
    }
    int[] negatives = chunk.negatives();
    QueryIndex index = chunk.side() == Side.TAIL ? indexes.get().tails() : indexes.get().heads();
    int known = index.find(entity, chunk.relation(query));
    for (int p = index.start(known); p < index.start(known) + index.count(known); p++) {
      int answer = index.answer(p);
      int j = firstColumn[answer];
      for (; j >= 0 && j < negatives.length && negatives[j] == answer; j++) {
        scores[offset + j] = Float.NEGATIVE_INFINITY;
      }
    }
  }
}
