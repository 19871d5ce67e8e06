package io.embed4j.graph.reason.recommend;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.train.TrainConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains a model to recommend with, on all likes and all knowledge: first without a tenth of the
 * likes, which then tell after which epoch to stop, then anew on everything up to that epoch.
 */
public final class RecommenderTraining {
  private static final double HELD_OUT = 0.1;

  private final RecommendationData data;
  private final Workers workers;

  /** Prepares nothing yet. */
  public RecommenderTraining(RecommendationData data, Workers workers) {
    this.data = data;
    this.workers = workers;
  }

  /**
   * A model and what belongs to it.
   *
   * @param model the parameters
   * @param graph what it was trained on
   * @param config how
   * @param ndcg of the held-out likes among the first 20 items, by the model that lacked them
   */
  public record Outcome(KgeModel model, KnowledgeGraph graph, TrainConfig config, double ndcg) {}

  /**
   * Trains.
   *
   * @param model a name such as "complex"
   * @param changes settings such as "dim=64" that differ from {@link GraphSettings}
   * @throws DataFormatException if there are too few likes
   */
  public Outcome train(String model, List<String> changes, Progress progress) {
    TrainConfig config = GraphSettings.of(model, changes);
    Ratings likes = data.ratings().likes();
    RatingSplit held = new Holdout.Random(HELD_OUT, 0).split(likes, config.seed());
    if (held.valid().size() == 0) {
      throw new DataFormatException(
          "%s: expected at least 10 likes to learn from, found %d"
              .formatted(data.name(), likes.size()));
    }
    Sizes sizes = Sizes.of(data);
    GraphTraining training = new GraphTraining(data, workers);
    GraphTraining.Outcome chosen =
        training.train(
            held,
            config,
            scores -> TopItems.of(scores, held.train(), held.valid(), sizes, workers).ndcg(),
            named("held-out likes, ", progress));
    List<String> last = new ArrayList<>(changes);
    last.add("epochs=" + chosen.epochs());
    last.add("validation.every=0");
    TrainConfig whole = GraphSettings.of(model, last);
    RatingSplit all = new RatingSplit(likes, Ratings.NONE, Ratings.NONE);
    KgeModel trained = training.train(all, whole, _ -> 0, named("all likes, ", progress)).model();
    return new Outcome(trained, data.graph(all), whole, chosen.validation());
  }

  private static Progress named(String what, Progress progress) {
    return (label, done, total, note) -> progress.report(what + label, done, total, note);
  }
}
