package io.embed4j.graph.train;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.Interaction;

/** Settings that suit a kind of model, for whoever names no others. */
final class Recipes {
  /**
   * Product models: all entities as candidates are one matrix product, N3 keeps them from
   * overfitting.
   */
  private static final String PRODUCT = "";

  /** Distances that expand into a matrix product. */
  private static final String EXPANDED_DISTANCE =
      """
      regularizer: none
      optimizer: {type: adam, learning-rate: 0.001}
      initialization: xavier
      batch-size: 256
      epochs: 40
      """;

  /** Distances that must be taken pair by pair, and candidates that each relation projects. */
  private static final String SAMPLED_DISTANCE =
      """
      objective: {type: negative-sampling, negatives: 256, chunk: 256}
      loss: {type: self-adversarial, margin: 9, temperature: 1}
      regularizer: none
      optimizer: {type: adam, learning-rate: 0.001}
      initialization: xavier
      batch-size: 1024
      epochs: 100
      validation: {every: 10}
      """;

  private Recipes() {}

  /** Returns the settings for a model. */
  static ConfigSource of(Interaction model) {
    return ConfigSource.text("the defaults of " + model, yaml(model));
  }

  private static String yaml(Interaction model) {
    Comparison comparison = model.comparison();
    if (model.projects() || comparison == Comparison.L1 || comparison == Comparison.MODULUS) {
      return SAMPLED_DISTANCE;
    }
    return comparison == Comparison.DOT ? PRODUCT : EXPANDED_DISTANCE;
  }
}
