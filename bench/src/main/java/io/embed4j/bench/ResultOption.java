package io.embed4j.bench;

import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.TypedCommand;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where figures are kept; a benchmark has it as a mixin. */
@Command
final class ResultOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the figures to a result file, such as experiments/results/NAME.json.")
  private Optional<Path> json = Optional.empty();

  /** Writes a report if asked for. */
  void write(SpeedReport report) {
    write(report, Optional.empty());
  }

  /** Writes a report beside somebody else's value of its first figure, if asked for. */
  void write(SpeedReport report, Optional<Result.Peer> peer) {
    json.ifPresent(file -> report.write(file, command(), peer));
  }

  private String command() {
    var typed = spec.root().commandLine().getParseResult().originalArgs();
    return TypedCommand.of("./embed4j bench", typed);
  }
}
