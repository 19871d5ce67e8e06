package io.embed4j.graph.experiment;

import static io.embed4j.core.config.Rules.require;

import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.train.TrainConfig;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A training run that anybody can repeat, and what is to come out.
 *
 * @param name such as "complex-fb15k-237"; also that of the result
 * @param about one sentence
 * @param data name of the graph
 * @param train the settings
 * @param published what others report
 * @param goal figures on the test set that the run must reach, by metric
 */
public record Experiment(
    String name,
    String about,
    String data,
    TrainConfig train,
    Published published,
    Map<String, Double> goal) {
  public Experiment {
    require(!goal.isEmpty(), "goal", "must name a metric", goal);
    goal = inOrder(goal);
  }

  /** Returns what to type to run it. */
  public String command() {
    return "./embed4j kg experiments run " + name;
  }

  /**
   * Returns the result of a run: first the metrics that the goal names, and beside them the
   * published figure.
   *
   * @param figures of the test set by metric; must hold those of the goal
   */
  public Result result(Map<String, Double> figures, Result.Cost cost, String commit) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    goal.keySet().forEach(metric -> metrics.put(metric, figures.getOrDefault(metric, Double.NaN)));
    metrics.putAll(figures);
    String first = goal.keySet().iterator().next();
    return new Result(
        name,
        "link-prediction",
        data,
        Interactions.of(train.model()).name(),
        metrics,
        Optional.ofNullable(published.metrics().get(first))
            .map(figure -> new Result.Peer(published.by(), figure, published.source())),
        command(),
        train.seed(),
        cost,
        commit);
  }

  /**
   * Somebody else's figures for the same graph and model, filtered, on the test set.
   *
   * @param by who reports them
   * @param source address of the report
   * @param metrics figures by name, the most important first
   */
  public record Published(String by, String source, Map<String, Double> metrics) {
    public Published {
      require(source.startsWith("https://"), "source", "must be an https address", source);
      require(!metrics.isEmpty(), "metrics", "must not be empty", metrics);
      metrics = inOrder(metrics);
    }
  }

  private static Map<String, Double> inOrder(Map<String, Double> metrics) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
