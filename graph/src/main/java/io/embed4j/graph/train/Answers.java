package io.embed4j.graph.train;

import io.embed4j.graph.data.QueryIndex;
import java.util.Arrays;

/** The true answers of the queries of one batch, in the order of the queries. */
final class Answers {
  private int[] starts = new int[1];
  private int[] entities = new int[0];
  private int size;

  void clear() {
    size = 0;
  }

  /** Adds the answers of the next query. */
  void add(QueryIndex index, int query) {
    if (size + 2 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length + 64);
    }
    int start = starts[size];
    int count = index.count(query);
    if (start + count > entities.length) {
      entities = Arrays.copyOf(entities, Math.max(2 * entities.length, start + count));
    }
    for (int i = 0; i < count; i++) {
      entities[start + i] = index.answer(index.start(query) + i);
    }
    starts[++size] = start + count;
  }

  /** Returns the number of queries. */
  int size() {
    return size;
  }

  /** Returns the number of answers of all queries. */
  int total() {
    return starts[size];
  }

  int start(int query) {
    return starts[query];
  }

  int end(int query) {
    return starts[query + 1];
  }

  int count(int query) {
    return starts[query + 1] - starts[query];
  }

  int entity(int position) {
    return entities[position];
  }
}
