package io.embed4j.graph.train;

import io.embed4j.core.matrix.Matrix;
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
   * Sets the scores of known answers to −∞.
   *
   * @param relations of the queries, as relations of the graph
   * @param negatives in ascending order, one a column of {@code scores}
   */
  void hide(Side side, Queries queries, int[] relations, int[] negatives, Matrix scores) {
    if (indexes.isEmpty()) {
      return;
    }
    QueryIndex index = side == Side.TAIL ? indexes.get().tails() : indexes.get().heads();
    for (int j = negatives.length - 1; j >= 0; j--) {
      firstColumn[negatives[j]] = j;
    }
    for (int i = 0; i < queries.size(); i++) {
      int query = index.find(queries.entity(i), relations[i]);
      for (int p = index.start(query); p < index.start(query) + index.count(query); p++) {
        int answer = index.answer(p);
        for (int j = firstColumn[answer];
            j >= 0 && j < negatives.length && negatives[j] == answer;
            j++) {
          scores.data()[i * scores.columns() + j] = Float.NEGATIVE_INFINITY;
        }
      }
    }
    for (int negative : negatives) {
      firstColumn[negative] = -1;
    }
  }
}
