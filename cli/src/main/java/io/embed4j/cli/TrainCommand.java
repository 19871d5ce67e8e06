package io.embed4j.cli;

import io.embed4j.cli.SettingsOptions.Shortcut;
import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.run.Origin;
import io.embed4j.graph.run.TrainingRun;
import io.embed4j.graph.train.TrainConfig;
import io.embed4j.graph.train.TrainConfigs;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kg train}: trains a model on a graph. */
@Command(
    name = "train",
    description = "Train a model on a graph; the result is a run folder.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg train --data codex-s                         the bundled graph, ComplEx",
      "  embed4j kg train --data FOLDER --model transe --dim 200",
      "  embed4j kg train --data graph.nt --set optimizer.learning-rate=0.05 --epochs 30",
      "  embed4j kg train --data FOLDER --config my.yaml --dry-run",
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DATA",
      description = "A folder with train, valid and test, one file, or codex-s.")
  private String data = "";

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The interaction, such as complex or transe; kg models lists them.")
  private Optional<String> model;

  @Option(names = "--dim", paramLabel = "N", description = "Short for --set dim=N.")
  private Optional<Integer> dim;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "The run folder (default: runs/GRAPH-MODEL, numbered if it exists).")
  private Optional<Path> out;

  @Option(
      names = "--dry-run",
      description = "Print settings, memory and time needed, and train nothing.")
  private boolean dryRun;

  @Mixin private SettingsOptions settings;
  @Mixin private DataOptions dataOptions;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    TrainConfig settled = TrainConfigs.read(source());
    KnowledgeGraph graph = dataOptions.read(data, common).graph();
    TrainingPlan plan = new TrainingPlan(graph, settled, threads.count());
    if (dryRun) {
      plan.print(common);
      return ExitCode.OK;
    }
    plan.requireMemory();
    RunFolder folder = out.map(RunFolder::new).orElseGet(() -> freeFolder(graph, settled));
    Origin origin = Origin.of(graph, data, common.typed(), VersionCommand.version());
    try (Workers workers = threads.workers()) {
      TrainingRun run = TrainingRun.create(folder, graph, settled, origin, workers);
      return new TrainingSession(common, graph, workers).train(run);
    }
  }

  private ConfigSource source() {
    return settings.source(new Shortcut("model", model), new Shortcut("dim", dim));
  }

  private static RunFolder freeFolder(KnowledgeGraph graph, TrainConfig config) {
    String model = Interactions.of(config.model()).name();
    return RunFolder.free(Path.of("runs"), graph.name() + "-" + model);
  }
}
