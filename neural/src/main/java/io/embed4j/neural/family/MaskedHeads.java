package io.embed4j.neural.family;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.train.MaskedHead;
import io.embed4j.neural.weights.Weights;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the heads of masked language models lie in checkpoints, by {@code model_type}. */
final class MaskedHeads {
  private static final String WORDS = "embeddings.word_embeddings.weight";

  /** Names of a head's parts. */
  private record Names(String dense, String norm, String bias) {}

  private static final Names ROBERTA =
      new Names("lm_head.dense", "lm_head.layer_norm", "lm_head.bias");

  private static final Map<String, Names> NAMES =
      Map.of(
          "bert",
          new Names(
              "cls.predictions.transform.dense",
              "cls.predictions.transform.LayerNorm",
              "cls.predictions.bias"),
          "camembert",
          ROBERTA,
          "distilbert",
          new Names("vocab_transform", "vocab_layer_norm", "vocab_projector.bias"),
          "mpnet",
          ROBERTA,
          "roberta",
          ROBERTA,
          "xlm-roberta",
          ROBERTA);

  private MaskedHeads() {}

  /**
   * Returns the head of a checkpoint.
   *
   * @param whole of which the model has been made, so that both share the table of words
   * @throws ModelFormatException if there is none, or of no known kind
   */
  static MaskedHead load(Config config, Checkpoint whole) {
    Names names = names(config);
    String act = config.has("activation") ? "activation" : "hidden_act";
    int dim = config.count(config.has("dim") ? "dim" : "hidden_size");
    Embedding words = whole.around(WORDS).embedding("embeddings.word_embeddings", dim);
    return new MaskedHead(
        whole.linear(names.dense, dim, dim),
        Activation.of(config.text(act)),
        whole.layerNorm(names.norm, dim, config.number("layer_norm_eps", 1e-12)),
        words,
        whole.vector(names.bias, words.rows()));
  }

  /** Returns the weights, and those of a new head if they have none. */
  static Weights withHead(Config config, Weights weights, long seed) {
    Names names = names(config);
    if (weights.names().contains(names.dense + ".weight")) {
      return weights;
    }
    int dim = config.count(config.has("dim") ? "dim" : "hidden_size");
    return new NewWeights(weights, seed)
        .normal(names.dense + ".weight", dim, dim)
        .constant(names.dense + ".bias", 0, dim)
        .constant(names.norm + ".weight", 1, dim)
        .constant(names.norm + ".bias", 0, dim)
        .constant(names.bias, 0, config.count("vocab_size"));
  }

  private static Names names(Config config) {
    String type = config.text("model_type");
    return Optional.ofNullable(NAMES.get(type))
        .orElseThrow(
            () ->
                new ModelFormatException(
                    "model_type '%s' has no head that guesses hidden tokens; those of %s have one"
                        .formatted(type, String.join(", ", new TreeMap<>(NAMES).keySet()))));
  }
}
