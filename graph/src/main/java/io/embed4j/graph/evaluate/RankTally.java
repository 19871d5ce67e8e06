package io.embed4j.graph.evaluate;

import io.embed4j.core.table.Row;
import io.embed4j.graph.data.QueryIndex;

/**
 * The ranks of all answers of the distinct queries of one side. Different queries may be counted by
 * different threads.
 */
final class RankTally {
  private final QueryIndex queries;
  private final Rank[] ranks; // by position of the answer in the index

  RankTally(QueryIndex queries) {
    this.queries = queries;
    int last = queries.size() - 1;
    this.ranks = new Rank[last < 0 ? 0 : queries.start(last) + queries.count(last)];
  }

  QueryIndex queries() {
    return queries;
  }

  /** Ranks the answers of query {@code q} by the scores of all entities. */
  void count(int q, Row scores, int[] known) {
    for (int i = 0; i < queries.count(q); i++) {
      int position = queries.start(q) + i;
      ranks[position] = Rank.of(scores, queries.answer(position), known);
    }
  }

  Rank rank(int entity, int relation, int answer) {
    int q = queries.find(entity, relation);
    int low = queries.start(q);
    int high = low + queries.count(q) - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (queries.answer(middle) < answer) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return ranks[low];
  }
}
