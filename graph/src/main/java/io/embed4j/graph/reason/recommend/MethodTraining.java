package io.embed4j.graph.reason.recommend;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import java.util.ArrayList;
import java.util.List;

/** Trains methods on one split; validation chooses the epoch of those that have epochs. */
final class MethodTraining {
  private static final int BPR_EPOCHS = 200;
  private static final int EPOCHS_PER_VALIDATION = 10;
  private static final int PATIENCE = 2;

  private final RecommendationData data;
  private final Protocol protocol;
  private final RatingSplit split;
  private final long seed;
  private final Workers workers;

  MethodTraining(RecommendationData data, Protocol protocol, long seed, Workers workers) {
    this.data = data;
    this.protocol = protocol;
    this.split = protocol.split(data, seed);
    this.seed = seed;
    this.workers = workers;
  }

  /**
   * A trained method.
   *
   * @param setting what was trained
   * @param scores what it says
   * @param epochs how many it learnt for, 0 if it has none
   * @param validation the figure that chose it
   */
  record Trained(Setting setting, ItemScores scores, int epochs, double validation) {}

  RatingSplit split() {
    return split;
  }

  Trained train(Setting setting, Progress progress) {
    Sizes sizes = Sizes.of(data);
    return switch (setting) {
      case Setting.Popular() -> measured(setting, new Popularity(split.train(), sizes.items()), 0);
      case Setting.Neighbours(ItemNeighbours.Settings settings) ->
          measured(setting, new ItemNeighbours(split.train(), sizes, settings, workers), 0);
      case Setting.Bpr(BprFactors.Settings settings) ->
          bpr(setting, new BprFactors(split.train(), sizes, settings, seed), progress);
      case Setting.Graph graph -> graph(graph, progress);
    };
  }

  private Trained measured(Setting setting, ItemScores scores, int epochs) {
    return new Trained(setting, scores, epochs, validate(scores));
  }

  private double validate(ItemScores scores) {
    return protocol.validate(scores, split, Sizes.of(data), workers);
  }

  private Trained bpr(Setting setting, BprFactors factors, Progress progress) {
    Trained best = new Trained(setting, factors, 0, Double.NEGATIVE_INFINITY);
    int worse = 0;
    for (int epoch = 1; epoch <= BPR_EPOCHS && worse < PATIENCE; epoch++) {
      factors.runEpoch();
      progress.report("epochs", epoch, BPR_EPOCHS, setting.toString());
      if (epoch % EPOCHS_PER_VALIDATION == 0) {
        Trained now = measured(setting, factors.copy(), epoch);
        worse = now.validation() > best.validation() ? 0 : worse + 1;
        best = worse == 0 ? now : best;
      }
    }
    return best;
  }

  private Trained graph(Setting.Graph setting, Progress progress) {
    RecommendationData used = setting.knowledge() ? data : data.withoutKnowledge();
    List<String> changes = new ArrayList<>(setting.changes());
    changes.add("seed=" + seed);
    GraphTraining.Outcome outcome =
        new GraphTraining(used, workers)
            .train(split, GraphSettings.of(setting.model(), changes), this::validate, progress);
    ItemScores scores = new GraphScores(outcome.model(), Sizes.of(data), workers);
    return new Trained(setting, scores, outcome.epochs(), outcome.validation());
  }
}
