package io.embed4j.encode.compare;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.encode.pretrain.PretrainConfig;
import io.embed4j.encode.tune.TuneConfig;
import io.embed4j.encode.tune.TuneConfigs;
import java.util.List;

/**
 * What every contender gets alike, as settings over the defaults of new encoders.
 *
 * @param contenders names and shapes
 * @param pretrain how they learn a language, such as "epochs=2"
 * @param tune how they learn from pairs which texts mean the same
 */
public record CompareConfig(List<Contender> contenders, List<String> pretrain, List<String> tune) {
  /**
   * Returns settings by which each contender takes a few minutes on two processors: two passes over
   * the texts, at a rate that small models bear, without dropout (Geiping, Goldstein: Cramming,
   * 2023), and four over the pairs.
   */
  public static CompareConfig defaults() {
    return new CompareConfig(
        Contender.all(),
        List.of(
            "epochs=2",
            "batch-tokens=2048",
            "optimizer.learning-rate=2e-3",
            "schedule.warm-up-epochs=0.2",
            "dropout=0"),
        List.of("loss=cosent", "epochs=4"));
  }

  PretrainConfig pretraining(long seed) {
    return PretrainConfig.read(PretrainConfig.defaults(), source("pre-training", pretrain, seed));
  }

  TuneConfig tuning(long seed) {
    return TuneConfigs.read(TuneConfig.forNewEncoders(), source("tuning", tune, seed));
  }

  private static ConfigSource source(String name, List<String> settings, long seed) {
    ConfigSource source = ConfigSource.text(name, "seed: " + seed);
    for (String setting : settings) {
      source = source.with(setting);
    }
    return source;
  }
}
