package io.embed4j.graph.train;

import io.embed4j.core.error.DivergedException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Schedule;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.KgeModel;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Trains a model epoch by epoch. Touches no files; {@code TrainingRun} in graph.run adds the run
 * folder. Not thread-safe.
 *
 * <pre>{@code
 * var trainer = new Trainer(graph, config, workers, validator);
 * while (!trainer.isDone()) {
 *   System.out.println(trainer.runEpoch(Progress.NONE));
 * }
 * KgeModel model = trainer.bestModel();
 * }</pre>
 */
public final class Trainer {
  private final TrainConfig config;
  private final Workers workers;
  private final ToDoubleFunction<KgeModel> validator;
  private final TrainingState state;
  private final BatchObjective objective;
  private final WarmStart warmStart;
  private final Gradients gradients;

  /**
   * Makes a model and fills it as the config says.
   *
   * @param validator returns the filtered MRR of a model on the validation set, or on a sample of
   *     it
   */
  public Trainer(
      KnowledgeGraph graph,
      TrainConfig config,
      Workers workers,
      ToDoubleFunction<KgeModel> validator) {
    if (graph.train().size() == 0) {
      throw new IllegalArgumentException("graph " + graph.name() + " has no training triples");
    }
    this.config = config;
    this.workers = workers;
    this.validator = validator;
    this.state = new TrainingState(config, graph.entities().size(), graph.relations().size());
    config.initialization().fill(state.model, config.seed());
    this.objective = objective(graph);
    this.warmStart = new WarmStart(graph, config, workers);
    this.gradients = Gradients.of(state.model);
  }

  private BatchObjective objective(KnowledgeGraph graph) {
    return switch (config.objective()) {
      case Objective.OneVsAll _, Objective.KvsAll _ ->
          new AllCandidates(graph, state.model, config, workers);
      case Objective.NegativeSampling _ ->
          new SampledCandidates(graph, state.model, config, workers);
      case Objective.AsynchronousPairs _ ->
          new AsynchronousPairs(graph, state.model, config, workers);
    };
  }

  /** Returns whether all epochs are done or validation has asked to stop. */
  public boolean isDone() {
    return state.epoch >= config.epochs() || isStoppedEarly();
  }

  /** Returns whether {@link Validation#patience} has run out. */
  public boolean isStoppedEarly() {
    int patience = config.validation().patience();
    return patience > 0 && state.validationsSinceBest >= patience;
  }

  /** Returns the number of epochs done. */
  public int epochsDone() {
    return state.epoch;
  }

  /** Returns the model of the best validation, or the present one if there was none. */
  public KgeModel bestModel() {
    return state.hasBest ? state.best : state.model;
  }

  /** Returns where the run stands; its tables are live, so write them before training on. */
  public Snapshot snapshot() {
    return state.snapshot();
  }

  /**
   * Takes over a snapshot of a run with the same config and graph; {@link #runEpoch} goes on from
   * there.
   */
  public void restore(Snapshot snapshot) {
    state.restore(snapshot);
  }

  /** Trains one epoch, validates if it is due, and returns what happened. */
  public EpochReport runEpoch(Progress progress) {
    return runEpoch(progress, () -> false);
  }

  /**
   * Trains to the end of the present epoch.
   *
   * @param stop asked before every batch; if it says yes, the result's {@code finished} is false,
   *     and another call goes on with that batch
   */
  public EpochReport runEpoch(Progress progress, BooleanSupplier stop) {
    int epoch = state.epoch + 1;
    if (state.isFresh() && !warmStart.run(state.model, progress, stop)) {
      return report(epoch, false, 1, OptionalDouble.empty(), 0);
    }
    int batches = objective.startEpoch(epoch);
    double factor = 1;
    while (state.batch < batches) {
      if (stop.getAsBoolean()) {
        return report(epoch, false, factor, OptionalDouble.empty(), 0);
      }
      long start = System.nanoTime();
      double done = state.epoch + (state.batch + 1.0) / batches;
      factor = config.schedule().factor(done, config.epochs(), state.plateauFactor);
      objective.setRateFactor(factor);
      gradients.clear();
      BatchObjective.BatchLoss result = objective.addGradients(state.batch, gradients);
      requireFinite(result.loss() + result.penalty(), epoch, state.batch);
      state.batch++;
      state.update(gradients, factor, workers);
      state.epochLoss += result.loss() * result.triples();
      state.epochPenalty += result.penalty() * result.triples();
      state.epochTriples += result.triples();
      state.epochSeconds += seconds(start);
      String note = String.format(Locale.ROOT, "loss %.4f", state.epochLoss / state.epochTriples);
      progress.report("epoch " + epoch, state.batch, batches, note);
    }
    state.epoch = epoch;
    state.trainSeconds += state.epochSeconds;
    long validationStart = System.nanoTime();
    OptionalDouble mrr = validate();
    EpochReport report = report(epoch, true, factor, mrr, seconds(validationStart));
    state.startEpoch();
    return report;
  }

  private EpochReport report(
      int epoch, boolean finished, double factor, OptionalDouble mrr, double validationSeconds) {
    long triples = Math.max(1, state.epochTriples);
    return new EpochReport(
        epoch,
        finished,
        state.epochLoss / triples,
        state.epochPenalty / triples,
        state.epochTriples,
        factor,
        state.epochSeconds,
        mrr,
        validationSeconds);
  }

  private static void requireFinite(double loss, int epoch, int batch) {
    if (!Double.isFinite(loss)) {
      throw new DivergedException(
          "the loss became "
              + loss
              + " in batch "
              + batch
              + " of epoch "
              + epoch
              + "; lower optimizer.learning-rate or start from smaller values (initialization)");
    }
  }

  private OptionalDouble validate() {
    Validation validation = config.validation();
    boolean due =
        validation.every() > 0
            && (state.epoch % validation.every() == 0 || state.epoch == config.epochs());
    if (!due) {
      return OptionalDouble.empty();
    }
    double mrr = validator.applyAsDouble(state.model);
    if (mrr > state.bestMrr) {
      state.keepAsBest(mrr);
    } else {
      state.validationsSinceBest++;
    }
    if (config.schedule().decay() instanceof Schedule.Decay.Plateau plateau) {
      state.stepPlateau(mrr, plateau);
    }
    return OptionalDouble.of(mrr);
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
