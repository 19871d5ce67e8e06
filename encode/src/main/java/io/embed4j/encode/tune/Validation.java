package io.embed4j.encode.tune;

import io.embed4j.core.config.Rules;
import java.util.Optional;

/**
 * When and how a model is measured on pairs that it is not trained on.
 *
 * @param timesPerEpoch how often, evenly spread, the last time at the end of the epoch; at least 1
 * @param patience training ends after this many validations in a row without a better one; 0 for
 *     never
 * @param figure what is measured; by default what suits the loss
 */
public record Validation(int timesPerEpoch, int patience, Optional<Figure> figure) {
  /** What is measured; more is better. */
  public enum Figure {
    /** Spearman's correlation of cosines and scores. */
    SPEARMAN,
    /** Average precision of pairs of label 1, by their cosine. */
    AVERAGE_PRECISION,
    /** nDCG@10 of second texts, looked for by first texts among all other texts of the file. */
    NDCG
  }

  public Validation {
    Rules.require(timesPerEpoch >= 1, "times-per-epoch", "must be at least 1", timesPerEpoch);
    Rules.require(patience >= 0, "patience", "must not be negative", patience);
  }

  /** Returns one validation an epoch and no early end. */
  public static Validation defaults() {
    return new Validation(1, 0, Optional.empty());
  }
}
