package io.embed4j.encode.tune.data;

import java.util.List;

/**
 * A pair of texts, and what is known of it.
 *
 * @param first such as a question
 * @param second such as its answer
 * @param negatives texts that are worse answers
 * @param target a score from 0 to 1, or a label 0 or 1; NaN if there is none
 */
public record Example(String first, String second, List<String> negatives, double target) {
  public Example {
    negatives = List.copyOf(negatives);
  }

  /** Returns whether there is a score or a label. */
  public boolean hasTarget() {
    return !Double.isNaN(target);
  }
}
