package io.embed4j.graph.reason.recommend;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.error.ConfigException;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.train.TrainConfig;
import io.embed4j.graph.train.TrainConfigs;
import java.util.List;
import java.util.Map;

/**
 * Settings of training for recommendation, chosen on the validation parts of Last.FM and MovieLens
 * with seed 1. Compared with link prediction the vectors are short and the penalty is heavy: most
 * items have few likes.
 */
public final class GraphSettings {
  private static final int SOME_DIM = 2;

  private static final String PRODUCT =
      """
      model: NAME
      dim: 64
      objective: {type: negative-sampling, negatives: 200, chunk: 500}
      optimizer: {type: adagrad, learning-rate: 0.1}
      regularizer: {type: n3, weight: 0.1}
      batch-size: 1000
      epochs: 60
      validation: {every: 5, patience: 2}
      """;

  private static final String DISTANCE =
      """
      model: NAME
      dim: 64
      objective: {type: negative-sampling, negatives: 200, chunk: 500}
      loss: {type: cross-entropy}
      regularizer: none
      optimizer: {type: adam, learning-rate: 0.01}
      batch-size: 1000
      epochs: 80
      validation: {every: 10, patience: 1}
      """;

  private GraphSettings() {}

  /**
   * Returns the settings for a model.
   *
   * @param model a name such as "complex"
   * @param changes settings such as "dim=64", which come last
   * @throws ConfigException if a key or value does not fit, or the model projects candidates
   */
  public static TrainConfig of(String model, List<String> changes) {
    Interaction interaction = Interactions.create(model, SOME_DIM, Map.of());
    requireComparable(interaction);
    boolean product = interaction.comparison() == Comparison.DOT;
    String text = (product ? PRODUCT : DISTANCE).replace("NAME", model);
    ConfigSource source = ConfigSource.text("the settings for recommendation", text);
    for (String change : changes) {
      source = source.with(change);
    }
    return TrainConfigs.read(source);
  }

  /** Refuses models that project entities before they compare them. */
  static void requireComparable(Interaction interaction) {
    if (interaction.projects()) {
      throw new ConfigException(
          "recommending needs a model whose entities are compared as they are, such as complex, but"
              + " this one is "
              + interaction);
    }
  }
}
