package io.embed4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Stands in the help for the benchmarks, which are a program of their own: the launcher starts them
 * without coming here.
 */
@Command(
    name = "bench",
    description = "Measure kernels and training against this machine's roofline.")
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", description = "Which benchmark, and its options.")
  private String[] arguments = {};

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "benchmarks are started by the launcher: ./embed4j bench " + String.join(" ", arguments));
  }
}
