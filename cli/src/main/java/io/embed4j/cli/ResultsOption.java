package io.embed4j.cli;

import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --results}, the same in every command about experiments. */
final class ResultsOption {
  @Option(
      names = "--results",
      paramLabel = "FOLDER",
      description = "Where results are (default: experiments/results of this program's folder).")
  private Optional<Path> folder = Optional.empty();

  /** Returns the folder of this program, as the launcher says, else the present one. */
  static Path home() {
    return Path.of(System.getProperty("embed4j.home", "."));
  }

  /** Returns the folder of results. */
  Path folder() {
    return folder.orElseGet(() -> home().resolve("experiments/results"));
  }

  /** Returns the result of an experiment, if it has been obtained. */
  Optional<Result> find(String name) {
    Path file = ResultFile.path(folder(), name);
    return Files.exists(file) ? Optional.of(ResultFile.read(file)) : Optional.empty();
  }
}
