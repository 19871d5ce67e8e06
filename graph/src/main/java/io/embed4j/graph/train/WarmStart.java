package io.embed4j.graph.train;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Schedule;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.Initialization;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.TransE;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** {@link Initialization.WarmTransE}: trains TransE and hands its vectors on. */
final class WarmStart {
  private final KnowledgeGraph graph;
  private final Optional<TrainConfig> transE;
  private final Workers workers;

  /**
   * Plans the start; most configs ask for none.
   *
   * @throws IllegalArgumentException if the model has no vectors to take over
   */
  WarmStart(KnowledgeGraph graph, TrainConfig config, Workers workers) {
    this.graph = graph;
    this.transE =
        config.initialization() instanceof Initialization.WarmTransE(int epochs)
            ? Optional.of(transE(config, epochs))
            : Optional.empty();
    this.workers = workers;
  }

  /**
   * Gives a model its first vectors.
   *
   * @return false if {@code stop} said yes; the model is unchanged then
   */
  boolean run(KgeModel model, Progress progress, BooleanSupplier stop) {
    if (transE.isEmpty()) {
      return true;
    }
    Trainer trainer = new Trainer(graph, transE.get(), workers, _ -> 0);
    Progress labelled =
        (label, done, total, note) -> progress.report("TransE, " + label, done, total, note);
    while (!trainer.isDone()) {
      if (!trainer.runEpoch(labelled, stop).finished()) {
        return false;
      }
    }
    Initialization.startFrom(trainer.bestModel(), model);
    return true;
  }

  private static TrainConfig transE(TrainConfig config, int epochs) {
    Comparison norm = config.model().comparison();
    if (norm == Comparison.DOT || norm == Comparison.MODULUS) {
      throw new IllegalArgumentException(
          "initialization warm-trans-e suits translation models, but the model is "
              + config.model());
    }
    return new TrainConfig(
        new TransE(norm),
        config.dim(),
        config.reciprocal(),
        config.objective(),
        config.loss(),
        config.optimizer(),
        new Schedule(0, new Schedule.Decay.Constant()),
        config.regularizer(),
        0,
        config.dropout(),
        new Initialization.Xavier(),
        config.batchSize(),
        epochs,
        new Validation(0, 0, 0),
        config.seed());
  }
}
