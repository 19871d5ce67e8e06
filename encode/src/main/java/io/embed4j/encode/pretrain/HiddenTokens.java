package io.embed4j.encode.pretrain;

import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.family.MaskedLanguageModel;
import io.embed4j.neural.layer.Dropout;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.train.Masking;
import io.embed4j.neural.train.Masking.Masked;
import io.embed4j.neural.train.TrainingLoop;
import io.embed4j.neural.train.TrainingLoop.BatchLoss;
import java.util.List;
import java.util.SplittableRandom;

/** Guessing hidden tokens, as what a {@link TrainingLoop} trains and validates. */
final class HiddenTokens implements TrainingLoop.Objective, TrainingLoop.Validator {
  private final MaskedLanguageModel model;
  private final PretrainConfig config;
  private final TokenSequences sequences;
  private final Masking masking;
  private final Workers workers;
  private final Workspace space;
  private List<List<int[]>> batches = List.of();

  HiddenTokens(
      MaskedLanguageModel model,
      PretrainConfig config,
      TokenSequences sequences,
      Masking masking,
      Workers workers) {
    this.model = model;
    this.config = config;
    this.sequences = sequences;
    this.masking = masking;
    this.workers = workers;
    this.space = new Workspace(workers);
    startEpoch(0);
  }

  @Override
  public int batches() {
    return batches.size();
  }

  @Override
  public void startEpoch(int epoch) {
    int[] order =
        Seeds.permutation(sequences.train().size(), Seeds.stream(config.seed(), "order", epoch));
    batches = TokenSequences.parts(sequences.train(), order, config.batchTokens());
  }

  @Override
  public BatchLoss addGradients(int batch, int step) {
    SplittableRandom random = Seeds.stream(config.seed(), "hidden", step);
    Dropout dropout = new Dropout(config.dropout(), config.dropout(), config.seed()).at(step);
    List<List<int[]>> passes = TokenSequences.parts(batches.get(batch), config.passTokens());
    double sum = 0;
    int guesses = 0;
    for (int pass = 0; pass < passes.size(); pass++) {
      Masked masked = masking.apply(TokenBatch.of(passes.get(pass)), random);
      Training training = Training.of(space).with(dropout.at(pass));
      sum += model.lossAndGradients(masked, training) * masked.chosen().length;
      guesses += masked.chosen().length;
    }
    return new BatchLoss(guesses == 0 ? 0 : sum / guesses, guesses, passes.size());
  }

  @Override
  public String advice() {
    return "lower optimizer.learning-rate, or raise schedule.warm-up-epochs";
  }

  /** Returns the mean logarithm of the probability of hidden tokens in texts held out. */
  @Override
  public double score() {
    SplittableRandom random = Seeds.stream(config.seed(), "hidden in texts held out", 0);
    double sum = 0;
    long guesses = 0;
    for (List<int[]> part : TokenSequences.parts(sequences.heldOut(), config.passTokens())) {
      Masked masked = masking.apply(TokenBatch.of(part), random);
      sum -= model.loss(masked, workers) * masked.chosen().length;
      guesses += masked.chosen().length;
    }
    return sum / guesses;
  }
}
