package io.embed4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the command line. */
@Command(
    name = "embed4j",
    description = "Embeddings of knowledge graphs, on the JVM alone.",
    mixinStandardHelpOptions = true)
public final class Main {
  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
