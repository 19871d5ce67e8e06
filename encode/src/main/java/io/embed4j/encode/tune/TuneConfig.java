package io.embed4j.encode.tune;

import static io.embed4j.core.config.Rules.require;

import io.embed4j.core.run.Schedule;
import io.embed4j.encode.tune.data.ScoreRange;
import io.embed4j.encode.tune.loss.Loss;
import io.embed4j.encode.tune.loss.MultipleNegativesRanking;
import io.embed4j.neural.train.AdamW;

/**
 * Everything that can change the result of tuning an encoder on given pairs, and nothing else.
 *
 * @param loss what the vectors of a batch cost
 * @param learnt which numbers of the encoder change
 * @param epochs how often each pair is seen, at least 1
 * @param batchSize pairs that go into one step, at least 1; losses with in-batch negatives gain by
 *     more
 * @param passTokens most tokens that go through the model at once, on which the memory depends;
 *     larger batches go through it twice (Gao et al.: Scaling Deep Contrastive Learning Batch Size
 *     under Memory Limited Setup, 2021) and have the same gradient
 * @param optimizer how a gradient changes the parameters
 * @param schedule how the learning rate changes; not a plateau
 * @param dropout share of states and weights of attention that each step leaves out, in [0, 1)
 * @param roles which prompts texts get
 * @param scores range of the scores in the files
 * @param validation when and how the model is measured
 * @param seed of every random choice; two runs of equal settings and pairs are equal, on any number
 *     of threads
 */
public record TuneConfig(
    Loss loss,
    Learnt learnt,
    int epochs,
    int batchSize,
    int passTokens,
    AdamW optimizer,
    Schedule schedule,
    double dropout,
    Roles roles,
    ScoreRange scores,
    Validation validation,
    long seed) {
  public TuneConfig {
    require(epochs >= 1, "epochs", "must be at least 1", epochs);
    require(batchSize >= 1, "batch-size", "must be at least 1", batchSize);
    require(passTokens >= 1, "pass-tokens", "must be at least 1", passTokens);
    require(dropout >= 0 && dropout < 1, "dropout", "must be at least 0 and below 1", dropout);
    require(
        !(schedule.decay() instanceof Schedule.Decay.Plateau),
        "schedule.decay",
        "must be constant, linear or cosine",
        "plateau");
  }

  /** Returns settings that suit encoders of BERT's size: one epoch, learning rate 2e-5. */
  public static TuneConfig defaults() {
    AdamW usual = AdamW.defaults();
    return new TuneConfig(
        MultipleNegativesRanking.defaults(),
        new Learnt.Everything(),
        1,
        32,
        4096,
        new AdamW(2e-5, usual.beta1(), usual.beta2(), usual.epsilon(), 0.01, usual.decayed(), 1),
        new Schedule(0.1, Schedule.Decay.Linear.defaults()),
        0.1,
        Roles.COMPARISON,
        ScoreRange.defaults(),
        Validation.defaults(),
        1);
  }

  /**
   * Returns settings for small encoders that have been trained on some megabytes of text, or not at
   * all: more epochs at a higher rate.
   */
  public static TuneConfig forNewEncoders() {
    TuneConfig usual = defaults();
    AdamW adamW = usual.optimizer;
    return new TuneConfig(
        usual.loss,
        usual.learnt,
        4,
        usual.batchSize,
        usual.passTokens,
        new AdamW(
            5e-4,
            adamW.beta1(),
            adamW.beta2(),
            adamW.epsilon(),
            adamW.decay(),
            adamW.decayed(),
            adamW.maxNorm()),
        usual.schedule,
        usual.dropout,
        usual.roles,
        usual.scores,
        usual.validation,
        usual.seed);
  }
}
