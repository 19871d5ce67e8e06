package io.embed4j.encode.pretrain;

import static io.embed4j.core.config.Rules.require;

import io.embed4j.core.config.Choices;
import io.embed4j.core.config.ConfigReader;
import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.config.ConfigWriter;
import io.embed4j.core.run.Schedule;
import io.embed4j.encode.token.train.VocabularySettings;
import io.embed4j.neural.train.AdamW;

/**
 * Everything that can change the result of training an encoder on given raw texts, and nothing
 * else.
 *
 * @param encoder the shape of a new model; one that is there keeps its own
 * @param vocabulary how the tokens of a new model are made of the texts
 * @param hidden share of the tokens that are to be guessed, in (0, 1)
 * @param epochs how often each text is seen, at least 1
 * @param batchTokens tokens that go into one step, about; at least 1
 * @param passTokens tokens that go through the model at once, about, on which the memory depends; a
 *     batch of more goes through in parts
 * @param optimizer how a gradient changes the parameters
 * @param schedule how the learning rate changes; not a plateau
 * @param dropout share of states and weights of attention that each step leaves out, in [0, 1)
 * @param holdout which texts the model is measured on
 * @param seed of every random choice; two runs of equal settings and texts are equal, on any number
 *     of threads
 */
public record PretrainConfig(
    EncoderShape encoder,
    VocabularySettings vocabulary,
    double hidden,
    int epochs,
    int batchTokens,
    int passTokens,
    AdamW optimizer,
    Schedule schedule,
    double dropout,
    Holdout holdout,
    long seed) {
  private static final ConfigWriter WRITER = new ConfigWriter(Choices.none());

  public PretrainConfig {
    require(hidden > 0 && hidden < 1, "hidden", "must be above 0 and below 1", hidden);
    require(epochs >= 1, "epochs", "must be at least 1", epochs);
    require(batchTokens >= 1, "batch-tokens", "must be at least 1", batchTokens);
    require(passTokens >= 1, "pass-tokens", "must be at least 1", passTokens);
    require(dropout >= 0 && dropout < 1, "dropout", "must be at least 0 and below 1", dropout);
    require(
        !(schedule.decay() instanceof Schedule.Decay.Plateau),
        "schedule.decay",
        "must be constant, linear or cosine",
        "plateau");
  }

  /** Returns settings for some megabytes of text, on a few processors. */
  public static PretrainConfig defaults() {
    AdamW usual = AdamW.defaults();
    return new PretrainConfig(
        EncoderShape.Bert.defaults(),
        VocabularySettings.WordPiece.defaults(),
        0.15,
        10,
        4096,
        4096,
        new AdamW(1e-3, usual.beta1(), 0.98, usual.epsilon(), 0.01, usual.decayed(), 1),
        new Schedule(0.5, Schedule.Decay.Linear.defaults()),
        0.1,
        Holdout.defaults(),
        1);
  }

  /**
   * Returns settings for an encoder that knows the language already: a few epochs at a rate that
   * leaves it what it knows. Gururangan et al.: Don't Stop Pretraining, 2020, adapt at 1e-4.
   */
  public static PretrainConfig forAdapting() {
    PretrainConfig usual = defaults();
    AdamW adamW = usual.optimizer;
    return new PretrainConfig(
        usual.encoder,
        usual.vocabulary,
        0.15,
        3,
        usual.batchTokens,
        usual.passTokens,
        new AdamW(1e-4, adamW.beta1(), adamW.beta2(), adamW.epsilon(), 0.01, adamW.decayed(), 1),
        new Schedule(0.2, Schedule.Decay.Linear.defaults()),
        0.1,
        usual.holdout,
        usual.seed);
  }

  /**
   * Returns settings.
   *
   * @param defaults what the source does not say
   * @throws io.embed4j.core.error.ConfigException if a key or value does not fit
   */
  public static PretrainConfig read(PretrainConfig defaults, ConfigSource source) {
    return new ConfigReader(Choices.none()).read(defaults, source);
  }

  /** Returns every setting as YAML, defaults included. */
  public String yaml() {
    return WRITER.yaml(this);
  }
}
