package io.embed4j.cli;

import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.run.Origin;
import io.embed4j.graph.run.TrainingRun;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kg resume}: goes on with a run that was stopped or killed. */
@Command(
    name = "resume",
    description = {
      "Go on with a run that was stopped or killed.",
      "It ends with the same model as if it had never stopped."
    },
    footerHeading = "%nExample:%n",
    footer = "  embed4j kg resume runs/codex-s-complex")
final class ResumeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "RUN", description = "The run folder.")
  private Path run = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DATA",
      description = "Where the graph is now (default: where it was).")
  private Optional<String> data;

  @Mixin private DataOptions dataOptions;
  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() {
    RunFolder folder = new RunFolder(run);
    folder.require();
    String source = data.orElseGet(() -> Origin.read(folder.origin()).data());
    KnowledgeGraph graph = dataOptions.read(source, common).graph();
    try (Workers workers = threads.workers()) {
      TrainingRun resumed = TrainingRun.resume(folder, graph, workers);
      common.remark("going on after epoch " + resumed.epochsDone());
      return new TrainingSession(common, graph, workers).train(resumed);
    }
  }
}
