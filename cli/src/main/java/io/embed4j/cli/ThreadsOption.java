package io.embed4j.cli;

import io.embed4j.core.run.Workers;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --threads}, the same in every command that computes. Results do not depend on it. */
final class ThreadsOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute (default: one per processor); results do not change.")
  private int threads = Runtime.getRuntime().availableProcessors();

  /** Returns the number asked for. */
  int count() {
    if (threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "--threads must be at least 1, but is " + threads);
    }
    return threads;
  }

  /** Starts them. */
  Workers workers() {
    return new Workers(count());
  }
}
