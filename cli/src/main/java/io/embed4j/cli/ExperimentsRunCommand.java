package io.embed4j.cli;

import io.embed4j.core.error.ConfigException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.evaluate.Evaluation;
import io.embed4j.graph.evaluate.Scope;
import io.embed4j.graph.experiment.Commit;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.experiment.Experiment;
import io.embed4j.graph.experiment.Experiments;
import io.embed4j.graph.experiment.ResultFile;
import io.embed4j.graph.run.Origin;
import io.embed4j.graph.run.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kg experiments run}: repeats an experiment and writes its result. */
@Command(
    name = "run",
    description = {
      "Repeat an experiment and write its result.",
      "A run that was stopped goes on when the command is given again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg experiments run complex-codex-s",
      "  embed4j kg experiments run complex-fb15k-237 --data FOLDER",
    })
final class ExperimentsRunCommand implements Callable<Integer> {
  private static final String DATA_VARIABLE = "EMBED4J_DATA";

  @Mixin private CommonOptions common;
  @Mixin private ResultsOption results;

  @Parameters(paramLabel = "NAME", description = "The experiment; ls lists them.")
  private String name = "";

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = {
        "The graph (default: the bundled one, or the folder of its name in data of this program's",
        "folder or in the folder that the environment variable " + DATA_VARIABLE + " names)."
      })
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Another training setting, to try it out: no result is written then, and the",
        "figures are those of the validation triples, so that nobody chooses by the test."
      })
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "The run folder (default: runs/NAME).")
  private Optional<Path> out = Optional.empty();

  @Mixin private DataOptions dataOptions;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    Experiment experiment = Experiments.find(name, settings);
    String source = data.orElseGet(() -> usualPlace(experiment.data()));
    RunFolder folder = new RunFolder(out.orElseGet(() -> Path.of("runs", name)));
    CostMeter meter = CostMeter.resume(threads.count(), folder);
    String commit = Commit.of(ResultsOption.home()); // now: the head may move while training runs
    KnowledgeGraph graph = dataOptions.read(source, common).graph();
    new TrainingPlan(graph, experiment.train(), threads.count()).requireMemory();
    try (Workers workers = threads.workers()) {
      TrainingRun run =
          folder.exists()
              ? resume(experiment, folder, graph, workers)
              : TrainingRun.create(
                  folder,
                  graph,
                  experiment.train(),
                  Origin.of(graph, source, experiment.command(), VersionCommand.version()),
                  workers);
      return new TrainingSession(common, graph, workers)
          .train(
              run,
              settings.isEmpty() ? Scope.test(graph) : Scope.valid(graph),
              evaluation -> conclude(experiment, evaluation, meter, commit));
    }
  }

  private static TrainingRun resume(
      Experiment experiment, RunFolder folder, KnowledgeGraph graph, Workers workers) {
    TrainingRun run = TrainingRun.resume(folder, graph, workers);
    if (!run.config().equals(experiment.train())) {
      throw new ConfigException(
          folder.path()
              + " holds a run with other settings than "
              + experiment.name()
              + " has now: remove it, or choose another folder with --out");
    }
    return run;
  }

  private void conclude(
      Experiment experiment, Evaluation evaluation, CostMeter meter, String commit) {
    if (!settings.isEmpty()) {
      common.remark("settings were changed: figures are of validation, and no result is written");
      return;
    }
    var figures = evaluation.realistic().both().byName();
    experiment
        .goal()
        .forEach(
            (metric, goal) -> {
              double figure = figures.getOrDefault(metric, Double.NaN);
              String outcome = figure >= goal ? "reached" : "missed";
              common.remark("%s %.4f, goal %.4f: %s".formatted(metric, figure, goal, outcome));
            });
    ResultFile.write(results.folder(), experiment.result(figures, meter.soFar(), commit));
    common.remark("result written to " + ResultFile.path(results.folder(), name));
  }

  /** Returns where a graph of this name usually is. */
  private static String usualPlace(String graph) {
    Stream<Path> data =
        Optional.ofNullable(System.getenv(DATA_VARIABLE)).map(Path::of).stream()
            .flatMap(folder -> Stream.of(folder, folder.resolve("kg")));
    return place(
        graph, Stream.concat(Stream.of(ResultsOption.home().resolve("data")), data).toList());
  }

  /** Returns the folder or archive of that name in the first of the places that has one. */
  static String place(String graph, List<Path> places) {
    return places.stream()
        .flatMap(folder -> Stream.of("", ".tar.gz", ".zip").map(e -> folder.resolve(graph + e)))
        .filter(Files::exists)
        .findFirst()
        .map(Path::toString)
        .or(() -> Optional.of(graph).filter(BundledGraphs.CODEX_S::equals))
        .orElseThrow(
            () ->
                new NotFoundException(
                    "graph "
                        + graph
                        + " is in none of "
                        + places
                        + " as a folder, .tar.gz or .zip: put it there, or say where with --data FOLDER"));
  }
}
