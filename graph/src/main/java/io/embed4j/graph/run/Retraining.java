package io.embed4j.graph.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.train.TrainConfigs;
import io.embed4j.graph.train.Trainer;
import java.util.function.ToDoubleFunction;

/**
 * Training of another graph with the settings of an earlier run, in memory alone.
 *
 * @param settings as a trained model keeps them
 * @param workers to train with
 * @param progress told of every batch
 */
public record Retraining(ObjectNode settings, Workers workers, Progress progress) {
  /**
   * Returns a trained model.
   *
   * @param validator the figure by which the best epoch is known
   */
  public KgeModel train(KnowledgeGraph graph, ToDoubleFunction<KgeModel> validator) {
    ConfigSource source = ConfigSource.text("settings of the run", settings.toString());
    Trainer trainer = new Trainer(graph, TrainConfigs.read(source), workers, validator);
    while (!trainer.isDone()) {
      trainer.runEpoch(progress);
    }
    return trainer.bestModel();
  }
}
