package io.embed4j.graph.reason;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the best few of many answers: a heap with the worst kept one on top. */
final class BestAnswers {
  private final int limit;
  private final PriorityQueue<Answer> kept = new PriorityQueue<>(Answer.BEST_FIRST.reversed());

  BestAnswers(int limit) {
    this.limit = limit;
  }

  void offer(Answer answer) {
    if (kept.size() < limit) {
      kept.add(answer);
    } else if (limit > 0 && Answer.BEST_FIRST.compare(answer, kept.element()) < 0) {
      kept.remove();
      kept.add(answer);
    }
  }

  /** Returns the kept answers, the best first. */
  List<Answer> sorted() {
    List<Answer> sorted = new ArrayList<>(kept);
    sorted.sort(Answer.BEST_FIRST);
    return List.copyOf(sorted);
  }
}
