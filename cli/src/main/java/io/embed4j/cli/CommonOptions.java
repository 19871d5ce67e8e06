package io.embed4j.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.ProgressBar;
import io.embed4j.core.run.ProgressLines;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What every command offers and uses: {@code --json}, {@code --quiet}, {@code --verbose}, {@code
 * --help}; where to write; progress. A command has it by {@code @Mixin private CommonOptions
 * common;}.
 */
@Command(mixinStandardHelpOptions = true, versionProvider = VersionCommand.class)
final class CommonOptions {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print results only: no progress, no remarks.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show where a failure comes from.")
  private boolean verbose;

  /** Returns whether results are to be JSON. */
  boolean json() {
    return json;
  }

  /** Returns whether nothing but results is to be printed. */
  boolean quiet() {
    return quiet;
  }

  /** Returns whether failures are to be shown with their stack trace. */
  boolean verbose() {
    return verbose;
  }

  /** Returns where results go: standard output. */
  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Returns where remarks and progress go: standard error. */
  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Prints a remark that is no result, unless {@code --quiet}. */
  void remark(String text) {
    if (!quiet) {
      err().println(text);
    }
  }

  /** Prints a JSON result, indented. */
  void print(JsonNode result) {
    try {
      out().println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree always has a text", e);
    }
  }

  /**
   * Returns progress for this command: a bar on a terminal, a line now and then elsewhere, nothing
   * under {@code --quiet}. The launcher knows whether standard error is a terminal and how wide;
   * Java does not.
   */
  Progress progress() {
    if (quiet) {
      return Progress.NONE;
    }
    int columns = Integer.getInteger("embed4j.columns", 0);
    return columns > 0 ? new ProgressBar(err(), columns) : new ProgressLines(err());
  }

  /** Returns what was typed. */
  String typed() {
    return "embed4j " + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }

  /** Returns the command these options belong to, for {@code ParameterException}s. */
  CommandSpec spec() {
    return spec;
  }
}
