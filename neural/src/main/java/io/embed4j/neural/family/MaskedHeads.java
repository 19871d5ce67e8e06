package io.embed4j.neural.family;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.train.MaskedHead;
import io.embed4j.neural.weights.Weights;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where the heads of masked language models lie in checkpoints, by {@code model_type}. */
final class MaskedHeads {
  /** Names of a head's parts, and of the table of words, which may have a prefix. */
  private record Names(String dense, String norm, String bias, String words) {
    static Names ofTransformer(String dense, String norm, String bias) {
      return new Names(dense, norm, bias, "embeddings.word_embeddings");
    }
  }

  private static final Names ROBERTA =
      Names.ofTransformer("lm_head.dense", "lm_head.layer_norm", "lm_head.bias");

  private static final Names RECURRENT =
      new Names("lm_head.dense", "lm_head.layer_norm", "lm_head.bias", "embedding");

  private static final Map<String, Names> NAMES =
      Map.of(
          "bert",
          Names.ofTransformer(
              "cls.predictions.transform.dense",
              "cls.predictions.transform.LayerNorm",
              "cls.predictions.bias"),
          "camembert",
          ROBERTA,
          "distilbert",
          Names.ofTransformer("vocab_transform", "vocab_layer_norm", "vocab_projector.bias"),
          "gru",
          RECURRENT,
          "lstm",
          RECURRENT,
          "mpnet",
          ROBERTA,
          "rnn",
          RECURRENT,
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
    int dim = wordWidth(config);
    Embedding words = whole.around(names.words + ".weight").embedding(names.words, dim);
    return new MaskedHead(
        whole.linear(names.dense, stateWidth(config), dim),
        Activation.of(config.text(act, "gelu")),
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
    int dim = wordWidth(config);
    int inputs = stateWidth(config);
    return NewWeights.beside(weights, seed)
        .normal(names.dense + ".weight", 1 / Math.sqrt(inputs), dim, inputs)
        .constant(names.dense + ".bias", 0, dim)
        .constant(names.norm + ".weight", 1, dim)
        .constant(names.norm + ".bias", 0, dim)
        .constant(names.bias, 0, config.count("vocab_size"));
  }

  /** Returns the width of a row of the table of words. */
  private static int wordWidth(Config config) {
    return config.count(
        Stream.of("dim", "embedding_dim").filter(config::has).findFirst().orElse("hidden_size"));
  }

  /** Returns the width of the states that the head sees. */
  private static int stateWidth(Config config) {
    int width = config.count(config.has("dim") ? "dim" : "hidden_size");
    return config.isTrue("bidirectional", false) ? 2 * width : width;
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
