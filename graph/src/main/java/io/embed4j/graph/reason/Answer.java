package io.embed4j.graph.reason;

import java.util.Comparator;

/**
 * One answer to a question.
 *
 * @param id the entity or, for {@link Question.Relations}, the relation
 * @param score the model's score; higher is more plausible, comparable within one question
 * @param known whether train, valid or test say so already
 */
public record Answer(int id, float score, boolean known) {
  /** The most plausible first, equal ones by id; a score that is not a number comes last. */
  public static final Comparator<Answer> BEST_FIRST =
      Comparator.comparing(Answer::comparable, Comparator.reverseOrder())
          .thenComparingInt(Answer::id);

  private float comparable() {
    // Adding 0 makes -0 and 0 equal, as they are as scores.
    return Float.isNaN(score) ? Float.NEGATIVE_INFINITY : score + 0f;
  }
}
