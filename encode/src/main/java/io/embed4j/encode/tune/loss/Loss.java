package io.embed4j.encode.tune.loss;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;

/**
 * What the vectors of a batch cost. Vectors need not have length 1: losses compare directions.
 * Immutable.
 */
public sealed interface Loss
    permits MultipleNegativesRanking,
        Cosent,
        CosineMse,
        Triplet,
        Contrastive,
        Distillation,
        Matryoshka {
  /** What an example must have beside two texts. */
  enum Needs {
    /** Nothing. */
    NOTHING,
    /** At least one text that is a worse answer than the second one. */
    NEGATIVES,
    /** How similar the texts are, from 0 to 1. */
    SCORE,
    /** 1 if the texts belong together, 0 if not. */
    LABEL
  }

  /** Returns what an example must have beside two texts. */
  Needs needs();

  /** Returns whether {@link Tuples#teacher} must be there. */
  default boolean needsTeacher() {
    return false;
  }

  /**
   * Makes sure that the loss can take vectors of a length.
   *
   * @throws IllegalArgumentException if not
   */
  default void requireWidth(int width) {}

  /**
   * Returns the loss and adds its gradient with respect to each vector.
   *
   * @param vectors rows × dim, in the order of {@link Tuples}
   * @param gradient of the same shape
   */
  double addGradient(Tuples tuples, Matrix vectors, Matrix gradient, Workers workers);
}
