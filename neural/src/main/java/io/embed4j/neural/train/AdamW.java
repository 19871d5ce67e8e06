package io.embed4j.neural.train;

/**
 * Settings of Adam with decoupled decay of weights: Loshchilov, Hutter: Decoupled Weight Decay
 * Regularization, 2019, algorithm 2, with the correction of Kingma, Ba 2015 for moments that begin
 * at 0.
 *
 * @param learningRate before any schedule
 * @param beta1 decay of the mean of gradients, in [0, 1)
 * @param beta2 decay of the mean of their squares, in [0, 1)
 * @param epsilon added to the root of the squares
 * @param decay of weights a step, times the learning rate
 * @param decayed what decays
 * @param maxNorm gradients that are longer, all parameters together, are shortened to this length;
 *     infinity for none
 */
public record AdamW(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    double decay,
    Decayed decayed,
    double maxNorm) {
  /** Which parameters decay. */
  public enum Decayed {
    /** Matrices, but not biases and the factors of norms. */
    MATRICES,
    ALL
  }

  public AdamW {
    require(learningRate >= 0, "learning-rate must not be negative", learningRate);
    require(beta1 >= 0 && beta1 < 1, "beta1 must be at least 0 and below 1", beta1);
    require(beta2 >= 0 && beta2 < 1, "beta2 must be at least 0 and below 1", beta2);
    require(epsilon > 0, "epsilon must be positive", epsilon);
    require(decay >= 0, "decay must not be negative", decay);
    require(maxNorm > 0, "max-norm must be positive", maxNorm);
  }

  private static void require(boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value);
    }
  }

  /** Returns the settings of sentence-transformers. */
  public static AdamW defaults() {
    return new AdamW(5e-5, 0.9, 0.999, 1e-8, 0, Decayed.MATRICES, 1);
  }
}
