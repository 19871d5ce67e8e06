package io.embed4j.encode.tune.adapter;

import static io.embed4j.core.config.Rules.require;

import io.embed4j.encode.tune.loss.MultipleNegativesRanking;

/**
 * Everything that can change an adapter of given vectors.
 *
 * @param loss of the mapped questions with the documents
 * @param rank of the map, 0 for a full one
 * @param epochs how often each pair is seen, at most
 * @param batchSize pairs of a step
 * @param learningRate of AdamW, constant
 * @param decay of AdamW, times the learning rate: it draws the map towards the identity. A strong
 *     one keeps what the encoder knows of documents that nobody has asked for in training
 * @param heldOut share of the questions that it is measured on and not trained on
 * @param patience training ends after so many epochs in a row without a better one
 * @param seed of every random choice
 */
public record AdapterConfig(
    MultipleNegativesRanking loss,
    int rank,
    int epochs,
    int batchSize,
    double learningRate,
    double decay,
    double heldOut,
    int patience,
    long seed) {
  public AdapterConfig {
    require(rank >= 0, "rank", "must not be negative", rank);
    require(epochs >= 1, "epochs", "must be at least 1", epochs);
    require(batchSize >= 1, "batch-size", "must be at least 1", batchSize);
    require(learningRate > 0, "learning-rate", "must be positive", learningRate);
    require(decay >= 0, "decay", "must not be negative", decay);
    require(heldOut > 0 && heldOut < 1, "held-out", "must be in (0, 1)", heldOut);
    require(patience >= 1, "patience", "must be at least 1", patience);
  }

  /** Returns a full map, a fifth of the questions held out. */
  public static AdapterConfig defaults() {
    return new AdapterConfig(MultipleNegativesRanking.defaults(), 0, 100, 64, 1e-3, 20, 0.2, 10, 1);
  }
}
