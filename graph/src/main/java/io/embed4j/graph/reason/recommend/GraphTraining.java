package io.embed4j.graph.reason.recommend;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.train.TrainConfig;
import io.embed4j.graph.train.Trainer;
import java.util.function.ToDoubleFunction;

/** Training on the graph of likes and knowledge, validated by what the model is for. */
final class GraphTraining {
  private final RecommendationData data;
  private final Workers workers;

  GraphTraining(RecommendationData data, Workers workers) {
    this.data = data;
    this.workers = workers;
  }

  /**
   * A trained model.
   *
   * @param model of the best validation, or of the last epoch if there was none
   * @param epochs how many it was trained for
   * @param validation its value, 0 if there was none
   */
  record Outcome(KgeModel model, int epochs, double validation) {}

  /**
   * Trains on the train part.
   *
   * @param validator returns how good the scores of a model are, from what was held out
   */
  Outcome train(
      RatingSplit split,
      TrainConfig config,
      ToDoubleFunction<ItemScores> validator,
      Progress progress) {
    KnowledgeGraph graph = data.graph(split);
    Sizes sizes = Sizes.of(data);
    Trainer trainer =
        new Trainer(
            graph,
            config,
            workers,
            model -> validator.applyAsDouble(new GraphScores(model, sizes, workers)));
    while (!trainer.isDone()) {
      trainer.runEpoch(progress);
    }
    var counters = trainer.snapshot().counters();
    return counters.hasBest()
        ? new Outcome(trainer.bestModel(), counters.bestEpoch(), counters.bestMrr())
        : new Outcome(trainer.bestModel(), trainer.epochsDone(), 0);
  }
}
