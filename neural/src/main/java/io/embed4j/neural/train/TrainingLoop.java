package io.embed4j.neural.train;

import io.embed4j.core.error.DivergedException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Schedule;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Parameter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * Trains a model from one validation to the next: batches, steps of the optimiser, the best score.
 * Touches no files: {@link RecordedTraining} does. Belongs to the thread that trains.
 */
public final class TrainingLoop {
  /** What is trained. */
  public interface Objective {
    /** Returns how many batches an epoch has. */
    int batches();

    /** Prepares the order of an epoch; called anew whenever training goes on. */
    void startEpoch(int epoch);

    /**
     * Adds the gradient of a batch to those of the parameters.
     *
     * @param batch of the epoch that was started
     * @param step steps done so far, which tells random numbers apart
     */
    BatchLoss addGradients(int batch, int step);

    /** Returns what to lower when numbers get too large. */
    String advice();
  }

  /**
   * What a batch cost.
   *
   * @param mean loss of an example
   * @param examples in the batch
   * @param passes whose gradients were added up, of which the step takes the mean
   */
  public record BatchLoss(double mean, int examples, int passes) {}

  /** Measures the model as it is now; more is better. */
  public interface Validator {
    double score();
  }

  /**
   * How long to train and how fast.
   *
   * @param epochs at least 1
   * @param validationsPerEpoch evenly spread, the last one at the end of the epoch; at least 1
   * @param patience training ends after so many validations in a row without a better one; 0: never
   */
  public record Plan(
      int epochs, int validationsPerEpoch, int patience, AdamW optimizer, Schedule schedule) {}

  private final Plan plan;
  private final Objective objective;
  private final List<Parameter> parameters;
  private final Optional<Validator> validator;
  private final Optimizer optimizer;
  private final Workers workers;
  private TrainingCounters counters = TrainingCounters.start();

  /**
   * Makes a loop.
   *
   * @param parameters which it changes
   * @param validator none if the model is not to be measured
   */
  public TrainingLoop(
      Plan plan,
      Objective objective,
      List<Parameter> parameters,
      Optional<Validator> validator,
      Workers workers) {
    this.plan = plan;
    this.objective = objective;
    this.parameters = List.copyOf(parameters);
    this.validator = validator;
    this.optimizer = new Optimizer(plan.optimizer(), parameters);
    this.workers = workers;
  }

  /** Returns whether all epochs are done, or validation has asked to stop. */
  public boolean isDone() {
    return counters.epoch() >= plan.epochs()
        || (plan.patience() > 0 && counters.sinceBest() >= plan.patience());
  }

  /** Returns whether nothing has been done, not even a validation. */
  public boolean isFresh() {
    return counters.validations() == 0 && optimizer.steps() == 0;
  }

  /** Returns where training stands. */
  public TrainingCounters counters() {
    return counters;
  }

  /** Returns how many steps have been done. */
  public int steps() {
    return optimizer.steps();
  }

  List<Parameter> parameters() {
    return parameters;
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /** Goes on where another run stood; the optimiser has been restored. */
  void restore(TrainingCounters other) {
    counters = other;
  }

  /** Measures the model before the first step. */
  public TrainingReport measure() {
    return report(true);
  }

  /**
   * Trains up to the next validation.
   *
   * @param stop asked before every batch; if it says yes, the result's {@code finished} is false,
   *     and another call goes on with that batch
   * @throws DivergedException if loss or gradient is no finite number
   */
  public TrainingReport runPart(Progress progress, BooleanSupplier stop) {
    objective.startEpoch(counters.epoch());
    int batches = objective.batches();
    int end = endOfPart(counters.batch(), batches);
    while (counters.batch() < end) {
      if (stop.getAsBoolean()) {
        return report(false);
      }
      runBatch(batches);
      progress.report(
          "epoch " + (counters.epoch() + 1),
          counters.batch(),
          batches,
          String.format(Locale.ROOT, "loss %.4f", counters.lossSum() / counters.examples()));
    }
    if (end == batches) {
      counters = counters.withEpoch();
    }
    return report(true);
  }

  /** Validations come after equal parts of an epoch. */
  private int endOfPart(int batch, int batches) {
    int times = Math.min(plan.validationsPerEpoch(), batches);
    int part = (int) ((long) batch * times / batches);
    while ((long) (part + 1) * batches / times <= batch) {
      part++;
    }
    return (int) ((long) (part + 1) * batches / times);
  }

  private void runBatch(int batches) {
    long start = System.nanoTime();
    BatchLoss loss = objective.addGradients(counters.batch(), optimizer.steps());
    if (!Double.isFinite(loss.mean())) {
      throw diverged("the loss became " + loss.mean() + " in step " + (optimizer.steps() + 1));
    }
    double done = counters.epoch() + (counters.batch() + 1.0) / batches;
    try {
      optimizer.step(plan.schedule().factor(done, plan.epochs(), 1), loss.passes(), workers);
    } catch (DivergedException e) {
      throw diverged(String.valueOf(e.getMessage()));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    counters = counters.withBatch(loss.mean(), loss.examples(), seconds);
  }

  private DivergedException diverged(String what) {
    return new DivergedException(what + "; " + objective.advice());
  }

  private TrainingReport report(boolean finished) {
    TrainingCounters part = counters;
    OptionalDouble score = OptionalDouble.empty();
    if (finished) {
      if (validator.isPresent()) {
        score = OptionalDouble.of(validator.get().score());
        counters = counters.withScore(score.getAsDouble(), optimizer.steps());
      } else {
        counters = counters.withoutScore();
      }
    }
    return new TrainingReport(
        optimizer.steps(),
        counters.epoch() + (double) counters.batch() / objective.batches(),
        finished,
        part.lossSum() / part.examples(),
        score,
        score.isEmpty() || counters.sinceBest() == 0,
        part.seconds());
  }
}
