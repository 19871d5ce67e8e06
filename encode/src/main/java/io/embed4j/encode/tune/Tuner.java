package io.embed4j.encode.tune;

import io.embed4j.core.error.DivergedException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.TrainableEncoder;
import io.embed4j.encode.tune.data.Example;
import io.embed4j.neural.layer.Dropout;
import io.embed4j.neural.train.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Trains an encoder from one validation to the next. Touches no files: {@link TuneRun} adds the run
 * folder. Belongs to the thread that trains.
 */
public final class Tuner {
  /** Measures the encoder as it is now; more is better. */
  public interface Validator {
    double score();
  }

  private final TuneConfig config;
  private final TextTable table;
  private final Workers workers;
  private final Optional<Validator> validator;
  private final BatchGradients gradients;
  private final Optimizer optimizer;
  private TuneCounters counters = TuneCounters.start();

  /**
   * Makes a tuner of an encoder, which it changes.
   *
   * @param examples at least one; with targets, negatives or neither, as the loss wants
   * @param validator none if the encoder is not to be measured
   */
  public Tuner(
      TrainableEncoder encoder,
      TuneConfig config,
      List<Example> examples,
      Optional<Validator> validator,
      Workers workers) {
    this(
        encoder,
        config,
        TextTable.of(examples, encoder.encoder(), config.roles()),
        validator,
        workers);
  }

  Tuner(
      TrainableEncoder encoder,
      TuneConfig config,
      TextTable table,
      Optional<Validator> validator,
      Workers workers) {
    config.loss().requireWidth(encoder.encoder().dim());
    this.config = config;
    this.table = table;
    this.validator = validator;
    this.workers = workers;
    this.gradients =
        new BatchGradients(encoder.encoder(), config.loss(), config.passTokens(), workers);
    this.optimizer = new Optimizer(config.optimizer(), encoder.parameters());
  }

  /** Returns whether all epochs are done, or validation has asked to stop. */
  public boolean isDone() {
    int patience = config.validation().patience();
    return counters.epoch() >= config.epochs()
        || (patience > 0 && counters.sinceBest() >= patience);
  }

  /** Returns whether nothing has been done, not even a validation. */
  public boolean isFresh() {
    return counters.validations() == 0 && optimizer.steps() == 0;
  }

  TuneCounters counters() {
    return counters;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /** Goes on where another run stood; the optimiser has been restored. */
  void restore(TuneCounters other) {
    counters = other;
  }

  private int batches() {
    return (table.size() + config.batchSize() - 1) / config.batchSize();
  }

  /** Measures the encoder before the first step. */
  public TuneReport measure() {
    return report(true);
  }

  /**
   * Trains up to the next validation.
   *
   * @param stop asked before every batch; if it says yes, the result's {@code finished} is false,
   *     and another call goes on with that batch
   * @throws DivergedException if loss or gradient is no finite number
   */
  public TuneReport runPart(Progress progress, BooleanSupplier stop) {
    int[] order = order(counters.epoch());
    int batches = batches();
    int end = endOfPart(counters.batch(), batches);
    while (counters.batch() < end) {
      if (stop.getAsBoolean()) {
        return report(false);
      }
      runBatch(order, batches);
      progress.report(
          "epoch " + (counters.epoch() + 1),
          counters.batch(),
          batches,
          String.format(Locale.ROOT, "loss %.4f", counters.lossSum() / counters.pairs()));
    }
    if (end == batches) {
      counters = counters.withEpoch();
    }
    return report(true);
  }

  /** Validations come after equal parts of an epoch. */
  private int endOfPart(int batch, int batches) {
    int times = Math.min(config.validation().timesPerEpoch(), batches);
    int part = (int) ((long) batch * times / batches);
    while ((long) (part + 1) * batches / times <= batch) {
      part++;
    }
    return (int) ((long) (part + 1) * batches / times);
  }

  private void runBatch(int[] order, int batches) {
    long start = System.nanoTime();
    int from = counters.batch() * config.batchSize();
    int to = Math.min(order.length, from + config.batchSize());
    TextTable.Batch batch = table.batch(Arrays.copyOfRange(order, from, to), config.roles());
    Dropout dropout =
        new Dropout(config.dropout(), config.dropout(), config.seed()).at(optimizer.steps());
    double loss = gradients.add(batch, dropout);
    requireFinite(loss);
    double done = counters.epoch() + (counters.batch() + 1.0) / batches;
    try {
      optimizer.step(config.schedule().factor(done, config.epochs(), 1), 1, workers);
    } catch (DivergedException e) {
      throw diverged(String.valueOf(e.getMessage()));
    }
    counters = counters.withBatch(loss, to - from, (System.nanoTime() - start) / 1e9);
  }

  private void requireFinite(double loss) {
    if (!Double.isFinite(loss)) {
      throw diverged("the loss became " + loss + " in step " + (optimizer.steps() + 1));
    }
  }

  private static DivergedException diverged(String what) {
    return new DivergedException(
        what + "; lower optimizer.learning-rate, or loss.scale if the loss has one");
  }

  private int[] order(int epoch) {
    SplittableRandom random = Seeds.stream(config.seed(), "order", epoch);
    int[] order = IntStream.range(0, table.size()).toArray();
    Seeds.shuffle(order, random);
    return order;
  }

  private TuneReport report(boolean finished) {
    TuneCounters part = counters;
    OptionalDouble score = OptionalDouble.empty();
    if (finished) {
      if (validator.isPresent()) {
        score = OptionalDouble.of(validator.get().score());
        counters = counters.withScore(score.getAsDouble(), optimizer.steps());
      } else {
        counters = counters.withoutScore();
      }
    }
    return new TuneReport(
        optimizer.steps(),
        counters.epoch() + (double) counters.batch() / batches(),
        finished,
        part.lossSum() / part.pairs(),
        score,
        score.isEmpty() || counters.sinceBest() == 0,
        part.seconds());
  }
}
