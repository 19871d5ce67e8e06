package io.embed4j.graph.reason.recommend;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/**
 * Measures methods beside each other: on the same parts of the same data, with the same seeds.
 * Settings are those that do best on the validation part of the first seed; the epoch is the one
 * that does best on the validation part of each.
 */
public final class MethodComparison {
  private final RecommendationData data;
  private final Protocol protocol;
  private final Workers workers;

  /** Prepares nothing yet. */
  public MethodComparison(RecommendationData data, Protocol protocol, Workers workers) {
    this.data = data;
    this.protocol = protocol;
    this.workers = workers;
  }

  /**
   * Returns the figures of a method, as means over several splits.
   *
   * @param seeds how many; the seeds of the splits and of all other chance are 1 to {@code seeds}
   */
  public MethodFigures measure(Method method, int seeds, Progress progress) {
    List<Setting> settings = Setting.all(method);
    List<SequencedMap<String, Double>> runs = new ArrayList<>();
    List<Integer> epochs = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      MethodTraining training = new MethodTraining(data, protocol, seed, workers);
      MethodTraining.Trained best = best(method, seed, settings, training, progress);
      settings = List.of(best.setting());
      epochs.add(best.epochs());
      runs.add(protocol.test(best.scores(), training.split(), Sizes.of(data), workers));
    }
    return MethodFigures.of(method, settings.getFirst().toString(), epochs, runs);
  }

  private static MethodTraining.Trained best(
      Method method, int seed, List<Setting> settings, MethodTraining training, Progress progress) {
    String name = method.key() + ", seed " + seed + ", ";
    Progress named = (label, done, total, note) -> progress.report(name + label, done, total, note);
    MethodTraining.Trained best = training.train(settings.getFirst(), named);
    for (Setting setting : settings.subList(1, settings.size())) {
      MethodTraining.Trained other = training.train(setting, named);
      best = other.validation() > best.validation() ? other : best;
    }
    return best;
  }
}
