package io.embed4j.graph.train;

/**
 * When to look at the validation set, and when to stop because of it. The model of the best
 * validation is kept.
 *
 * @param every epochs between two validations; 0 for none: then the last epoch's model is kept
 * @param sample triples of a seeded sample, 0 for all; figures of a sample are labelled so
 * @param patience validations in a row without a better MRR before training stops; 0 for never
 */
public record Validation(int every, int sample, int patience) {
  public Validation {
    if (every < 0 || sample < 0 || patience < 0) {
      throw new IllegalArgumentException(
          "validation needs numbers of at least 0, but has "
              + every
              + ", "
              + sample
              + ", "
              + patience);
    }
  }
}
