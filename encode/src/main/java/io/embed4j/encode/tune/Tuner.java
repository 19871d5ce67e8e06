package io.embed4j.encode.tune;

import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.TrainableEncoder;
import io.embed4j.encode.tune.data.Example;
import io.embed4j.neural.layer.Dropout;
import io.embed4j.neural.train.TrainingLoop;
import io.embed4j.neural.train.TrainingLoop.BatchLoss;
import io.embed4j.neural.train.TrainingLoop.Validator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a {@link TrainingLoop} needs to know to tune an encoder on examples. */
public final class Tuner implements TrainingLoop.Objective {
  private final TuneConfig config;
  private final TextTable table;
  private final BatchGradients gradients;
  private int[] order = {};

  private Tuner(TrainableEncoder encoder, TuneConfig config, TextTable table, Workers workers) {
    config.loss().requireWidth(encoder.encoder().dim());
    this.config = config;
    this.table = table;
    this.gradients =
        new BatchGradients(encoder.encoder(), config.loss(), config.passTokens(), workers);
  }

  /**
   * Returns what tunes an encoder, which it changes.
   *
   * @param examples at least one; with targets, negatives or neither, as the loss wants
   * @param validator none if the encoder is not to be measured
   */
  public static TrainingLoop loop(
      TrainableEncoder encoder,
      TuneConfig config,
      List<Example> examples,
      Optional<Validator> validator,
      Workers workers) {
    TextTable table = TextTable.of(examples, encoder.encoder(), config.roles());
    return loop(encoder, config, table, validator, workers);
  }

  static TrainingLoop loop(
      TrainableEncoder encoder,
      TuneConfig config,
      TextTable table,
      Optional<Validator> validator,
      Workers workers) {
    return new TrainingLoop(
        new TrainingLoop.Plan(
            config.epochs(),
            config.validation().timesPerEpoch(),
            config.validation().patience(),
            config.optimizer(),
            config.schedule()),
        new Tuner(encoder, config, table, workers),
        config.learnt().of(encoder.parameters(), config.seed()),
        validator,
        workers);
  }

  @Override
  public int batches() {
    return (table.size() + config.batchSize() - 1) / config.batchSize();
  }

  @Override
  public void startEpoch(int epoch) {
    order = IntStream.range(0, table.size()).toArray();
    Seeds.shuffle(order, Seeds.stream(config.seed(), "order", epoch));
  }

  @Override
  public BatchLoss addGradients(int batch, int step) {
    int from = batch * config.batchSize();
    int to = Math.min(order.length, from + config.batchSize());
    TextTable.Batch texts = table.batch(Arrays.copyOfRange(order, from, to), config.roles());
    Dropout dropout = new Dropout(config.dropout(), config.dropout(), config.seed()).at(step);
    return new BatchLoss(gradients.add(texts, dropout), to - from, 1);
  }

  @Override
  public String advice() {
    return "lower optimizer.learning-rate, or loss.scale if the loss has one";
  }
}
