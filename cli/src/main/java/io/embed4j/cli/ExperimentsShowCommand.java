package io.embed4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.graph.experiment.Experiment;
import io.embed4j.graph.experiment.Experiments;
import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import io.embed4j.graph.train.TrainConfigs;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code kg experiments show}: one experiment with the source of each setting. */
@Command(
    name = "show",
    description =
        "Show an experiment: settings with their sources, published and obtained figures.",
    footerHeading = "%nExample:%n",
    footer = "  embed4j kg experiments show complex-fb15k-237")
final class ExperimentsShowCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private ResultsOption results;

  @Parameters(paramLabel = "NAME", description = "The experiment; ls lists them.")
  private String name = "";

  @Override
  public Integer call() {
    String yaml = Experiments.yaml(name);
    Experiment experiment = Experiments.find(name);
    Optional<Result> result = results.find(name);
    if (common.json()) {
      ObjectNode node = ExperimentsLsCommand.json(experiment, result);
      node.set("train", new ObjectMapper().valueToTree(TrainConfigs.tree(experiment.train())));
      common.print(node);
      return ExitCode.OK;
    }
    common.out().print(yaml);
    common.out().println();
    if (result.isPresent()) {
      common.out().println("# obtained");
      common.print(ResultFile.json(result.get()));
    } else {
      common.out().println("# not run yet: no result in " + results.folder());
    }
    return ExitCode.OK;
  }
}
