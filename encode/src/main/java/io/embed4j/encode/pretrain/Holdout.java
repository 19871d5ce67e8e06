package io.embed4j.encode.pretrain;

import static io.embed4j.core.config.Rules.require;

/**
 * Which texts a model is not trained on, but measured.
 *
 * @param share of the texts, in [0, 0.5]; 0 for none
 * @param most texts at most
 * @param timesPerEpoch how often they are measured, evenly spread, the last time at the end of the
 *     epoch; at least 1
 * @param patience training ends after this many times in a row without a better result; 0 for never
 */
public record Holdout(double share, int most, int timesPerEpoch, int patience) {
  public Holdout {
    require(share >= 0 && share <= 0.5, "share", "must be from 0 to 0.5", share);
    require(most >= 0, "most", "must not be negative", most);
    require(timesPerEpoch >= 1, "times-per-epoch", "must be at least 1", timesPerEpoch);
    require(patience >= 0, "patience", "must not be negative", patience);
  }

  /** Returns one text of fifty. */
  public static Holdout defaults() {
    return new Holdout(0.02, 2000, 1, 0);
  }
}
