package io.embed4j.graph.train;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.KgeModel;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Trains a model epoch by epoch. Touches no files; {@link TrainingRun} adds the run folder. Not
 * thread-safe.
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
    this.gradients = Gradients.of(state.model);
  }

  private BatchObjective objective(KnowledgeGraph graph) {
    return switch (config.objective()) {
      case Objective.OneVsAll _, Objective.KvsAll _ ->
          new AllCandidates(graph, state.model, config, workers);
      case Objective.NegativeSampling _ ->
          new SampledCandidates(graph, state.model, config, workers);
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

  TrainingState state() {
    return state;
  }

  /** Trains one epoch, validates if it is due, and returns what happened. */
  public EpochReport runEpoch(Progress progress) {
    return runEpoch(progress, () -> false);
  }

  /**
   * Trains one epoch.
   *
   * @param cancelled asked between batches; if it says yes, the epoch is left unfinished and the
   *     result's {@code finished} is false: such a state must be thrown away, and the run resumed
   *     from its last checkpoint
   */
  public EpochReport runEpoch(Progress progress, BooleanSupplier cancelled) {
    long start = System.nanoTime();
    int epoch = state.epoch + 1;
    int batches = objective.startEpoch(epoch);
    double loss = 0;
    double penalty = 0;
    long triples = 0;
    double factor = 1;
    for (int batch = 0; batch < batches; batch++) {
      if (cancelled.getAsBoolean()) {
        return new EpochReport(
            epoch, false, 0, 0, triples, factor, seconds(start), OptionalDouble.empty(), 0);
      }
      gradients.clear();
      BatchObjective.BatchLoss result = objective.addGradients(batch, gradients);
      double done = state.epoch + (batch + 1.0) / batches;
      factor = config.schedule().factor(done, config.epochs(), state.plateauFactor);
      state.update(gradients, factor, workers);
      loss += result.loss() * result.triples();
      penalty += result.penalty() * result.triples();
      triples += result.triples();
      progress.report("epoch " + epoch, batch + 1, batches, "loss %.4f".formatted(loss / triples));
    }
    state.epoch = epoch;
    double trainSeconds = seconds(start);
    state.trainSeconds += trainSeconds;
    long validationStart = System.nanoTime();
    OptionalDouble mrr = validate();
    return new EpochReport(
        epoch,
        true,
        loss / triples,
        penalty / triples,
        triples,
        factor,
        trainSeconds,
        mrr,
        seconds(validationStart));
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
