package io.embed4j.graph.reason.complete;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the best of many facts, at most so many of one head. Facts are collected until there are
 * twice as many as wanted, then sorted and cut; the score of the last one kept is from then on what
 * others must reach. A fact may be offered more than once. Thread-safe.
 */
final class BestFacts {
  private static final int LEAST_ROOM = 1 << 14;

  private final int top;
  private final int perHead;
  private final float[] headThresholds; // one for each head; none if their facts are not limited
  private final int[] headCounts;
  private List<Fact> facts = new ArrayList<>();
  private int kept;
  private volatile float threshold = Float.NEGATIVE_INFINITY;

  BestFacts(int top, int perHead, int heads) {
    this.top = top;
    this.perHead = perHead;
    int limited = perHead < top ? heads : 0;
    this.headThresholds = new float[limited];
    this.headCounts = new int[limited];
    Arrays.fill(headThresholds, Float.NEGATIVE_INFINITY);
  }

  /** Returns what a fact must score at least; facts below it cannot be among the best. */
  float threshold() {
    return threshold;
  }

  /** Returns what a fact of a head must score at least. */
  float threshold(int head) {
    return headThresholds.length == 0
        ? threshold
        : Math.max(threshold, headThresholds[head]); // a stale one is only lower
  }

  /** Takes facts into account. */
  synchronized void addAll(List<Fact> more) {
    facts.addAll(more);
    if (facts.size() - kept >= Math.max(top, LEAST_ROOM)) {
      cut();
    }
  }

  /** Returns the best facts so far, the best first. */
  synchronized List<Fact> sorted() {
    cut();
    return List.copyOf(facts);
  }

  private void cut() {
    facts.sort(Fact.BEST_FIRST);
    Arrays.fill(headCounts, 0);
    List<Fact> best = new ArrayList<>(Math.min(facts.size(), top));
    for (int i = 0; i < facts.size() && best.size() < top; i++) {
      Fact fact = facts.get(i);
      if ((i == 0 || !fact.equals(facts.get(i - 1))) && hasRoom(fact)) {
        best.add(fact);
      }
    }
    facts = best;
    kept = best.size();
    if (kept == top) {
      threshold = best.getLast().score();
    }
  }

  private boolean hasRoom(Fact fact) {
    if (headCounts.length == 0) {
      return true;
    }
    int count = headCounts[fact.head()]++;
    if (count == perHead - 1) {
      headThresholds[fact.head()] = fact.score();
    }
    return count < perHead;
  }
}
