package io.embed4j.graph.reason.similar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** Keeps the best few of many: a heap with the worst kept one on top. Not thread-safe. */
final class Best<T> {
  private final int limit;
  private final Comparator<T> bestFirst;
  private final PriorityQueue<T> kept;

  Best(int limit, Comparator<T> bestFirst) {
    if (limit < 1) {
      throw new IllegalArgumentException("at least 1 must be asked for, but it is " + limit);
    }
    this.limit = limit;
    this.bestFirst = bestFirst;
    this.kept = new PriorityQueue<>(bestFirst.reversed());
  }

  /** Returns whether there is room, or the worst kept one is beaten: spares making losers. */
  boolean mayTake(Predicate<T> isBeaten) {
    return kept.size() < limit || isBeaten.test(kept.element());
  }

  void offer(T candidate) {
    kept.add(candidate);
    if (kept.size() > limit) {
      kept.remove();
    }
  }

  /** Returns the kept ones, the best first. */
  List<T> sorted() {
    List<T> sorted = new ArrayList<>(kept);
    sorted.sort(bestFirst);
    return List.copyOf(sorted);
  }
}
