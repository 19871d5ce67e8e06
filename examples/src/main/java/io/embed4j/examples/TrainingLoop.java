package io.embed4j.examples;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.Scope;
import io.embed4j.graph.train.EpochReport;
import io.embed4j.graph.train.TrainConfig;
import io.embed4j.graph.train.TrainConfigs;
import io.embed4j.graph.train.Trainer;
import java.nio.file.Path;

/** A training loop of one's own, in memory: no run folder, and it stops when it likes. */
public final class TrainingLoop {
  private static final double GOOD_ENOUGH = 0.4;

  private TrainingLoop() {}

  /** Takes a graph: a folder with train, valid and test, an archive of it, or one file. */
  public static void main(String[] args) {
    KnowledgeGraph graph = GraphReader.read(Path.of(args[0]), ReadOptions.DEFAULT).graph();
    ConfigSource settings = ConfigSource.empty().with("model=distmult").with("dim=64");
    TrainConfig config =
        TrainConfigs.read(
            settings.with("batch-size=100").with("epochs=10").with("validation.every=2"));

    try (Workers workers = Workers.all()) {
      Evaluator evaluator = new Evaluator(graph, workers);
      Trainer trainer =
          new Trainer(
              graph, config, workers, model -> evaluator.mrr(model, Scope.valid(graph).chosen()));
      boolean goodEnough = false;
      while (!trainer.isDone() && !goodEnough) {
        EpochReport epoch = trainer.runEpoch(Progress.NONE);
        System.out.printf("epoch %d  loss %.4f%n", epoch.epoch(), epoch.loss());
        goodEnough = epoch.validationMrr().orElse(0) > GOOD_ENOUGH;
      }
      double mrr = evaluator.mrr(trainer.bestModel(), Scope.test(graph).chosen());
      System.out.printf("filtered MRR of the test facts: %.3f%n", mrr);
    }
  }
}
