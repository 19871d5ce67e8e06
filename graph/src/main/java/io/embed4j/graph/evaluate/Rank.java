package io.embed4j.graph.evaluate;

import io.embed4j.core.table.Row;

/**
 * Where a true answer stands among its rivals.
 *
 * @param greater rivals of a higher score
 * @param equal rivals of the same score
 * @param rivals all rivals: the candidates without the answer itself and without what the filter
 *     removed
 */
public record Rank(int greater, int equal, int rivals) {
  /**
   * Ranks an answer by the scores of all candidates. A score that is not a number stands below
   * every number, so that a model that has diverged ranks last instead of first. O(candidates).
   *
   * @param scores score of every candidate
   * @param answer the candidate to rank
   * @param known distinct candidates that are true as well and therefore no rivals (the filter);
   *     whether {@code answer} is among them makes no difference
   */
  public static Rank of(Row scores, int answer, int[] known) {
    float[] data = scores.data();
    float score = scores.at(answer);
    int greater = 0;
    int equal = -1; // the answer itself is no rival
    for (int i = scores.offset(), end = scores.offset() + scores.length(); i < end; i++) {
      greater += data[i] > score ? 1 : 0;
      equal += data[i] == score ? 1 : 0;
    }
    int rivals = scores.length() - 1;
    for (int other : known) {
      if (other != answer) {
        rivals--;
        greater -= scores.at(other) > score ? 1 : 0;
        equal -= scores.at(other) == score ? 1 : 0;
      }
    }
    return Float.isNaN(score) ? new Rank(rivals, 0, rivals) : new Rank(greater, equal, rivals);
  }

  /** Returns the rank, from 1 (best) to {@code rivals + 1}; a half if realistic ties are odd. */
  public double value(Ties ties) {
    return switch (ties) {
      case REALISTIC -> 1 + greater + equal / 2.0;
      case OPTIMISTIC -> 1 + greater;
      case PESSIMISTIC -> 1 + greater + equal;
    };
  }
}
