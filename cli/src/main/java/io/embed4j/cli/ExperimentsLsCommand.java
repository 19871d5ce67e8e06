package io.embed4j.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.graph.experiment.Experiment;
import io.embed4j.graph.experiment.Experiments;
import io.embed4j.graph.experiment.Result;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code kg experiments ls}: all experiments with their published and obtained figures. */
@Command(
    name = "ls",
    description = "List the experiments, what others report and what was reached.")
final class ExperimentsLsCommand implements Callable<Integer> {
  private static final String ROW = "%-26s %-11s %-8s %10s %8s %9s%n";

  @Mixin private CommonOptions common;
  @Mixin private ResultsOption results;

  @Override
  public Integer call() {
    List<Experiment> all = Experiments.names().stream().map(Experiments::find).toList();
    if (common.json()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      all.forEach(experiment -> list.add(json(experiment, results.find(experiment.name()))));
      common.print(list);
      return ExitCode.OK;
    }
    common
        .out()
        .printf(Locale.ROOT, ROW, "name", "graph", "metric", "published", "goal", "obtained");
    for (Experiment experiment : all) {
      String metric = experiment.goal().keySet().iterator().next();
      common
          .out()
          .printf(
              Locale.ROOT,
              ROW,
              experiment.name(),
              experiment.data(),
              metric,
              figure(experiment.published().metrics(), metric),
              figure(experiment.goal(), metric),
              results
                  .find(experiment.name())
                  .map(result -> figure(result.metrics(), metric))
                  .orElse("-"));
    }
    return ExitCode.OK;
  }

  private static String figure(Map<String, Double> metrics, String name) {
    Double value = metrics.get(name);
    return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }

  /** Returns an experiment and its figures as JSON; obtained is null if there are none. */
  static ObjectNode json(Experiment experiment, Optional<Result> result) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", experiment.name())
        .put("about", experiment.about())
        .put("data", experiment.data())
        .put("command", experiment.command());
    experiment.published().metrics().forEach(node.putObject("published")::put);
    node.put("publishedBy", experiment.published().by())
        .put("source", experiment.published().source());
    experiment.goal().forEach(node.putObject("goal")::put);
    if (result.isPresent()) {
      result.get().metrics().forEach(node.putObject("obtained")::put);
    } else {
      node.putNull("obtained");
    }
    return node;
  }
}
