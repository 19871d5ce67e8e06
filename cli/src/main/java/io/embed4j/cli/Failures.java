package io.embed4j.cli;

import io.embed4j.core.error.ConfigException;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.DivergedException;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.encode.hub.HubException;
import io.embed4j.encode.image.ImageException;
import io.embed4j.search.index.IndexBusyException;
import io.embed4j.search.schema.ModelMismatchException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one table from failures to exit codes and plain sentences. */
final class Failures {
  private Failures() {}

  /** Tells what was wrong with the arguments, proposes the nearest names and returns 2. */
  static int usage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("error: " + failure.getMessage());
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  /**
   * Tells what went wrong in one sentence, with the stack trace only under {@code --verbose}, and
   * returns the exit code.
   */
  static int execution(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    Outcome outcome = outcome(failure);
    command.getOut().flush();
    err.println("error: " + outcome.sentence());
    ParseResult own = command.getParseResult();
    if (own != null && own.hasMatchedOption("--verbose")) {
      failure.printStackTrace(err);
    }
    return outcome.code();
  }

  /** Returns the exit code and the sentence of a failure. */
  static Outcome outcome(Throwable failure) {
    return switch (failure) {
      case DataFormatException e -> badInput(e);
      case ModelFormatException e -> badInput(e);
      case ConfigException e -> badInput(e);
      case NotFoundException e -> badInput(e);
      case ModelMismatchException e -> badInput(e);
      case IndexBusyException e -> new Outcome(ExitCode.FAILURE, message(e));
      case ImageException e -> badInput(e);
      case DivergedException e -> new Outcome(ExitCode.FAILURE, message(e));
      case HubException e -> new Outcome(ExitCode.FAILURE, message(e));
      case IllegalArgumentException e -> new Outcome(ExitCode.USAGE, message(e));
      case UncheckedIOException e -> within(e, file(Objects.requireNonNull(e.getCause())));
      case IOException e -> file(e);
      default ->
          new Outcome(
              ExitCode.FAILURE,
              "unexpected: " + failure + " (this is a fault of Embed4j; -v shows where)");
    };
  }

  /** Puts what was being done before what went wrong. */
  private static Outcome within(UncheckedIOException failure, Outcome outcome) {
    String doing = message(failure);
    return doing.equals(String.valueOf(failure.getCause()))
        ? outcome
        : new Outcome(outcome.code(), doing + ": " + outcome.sentence());
  }

  private static Outcome badInput(RuntimeException failure) {
    return new Outcome(ExitCode.BAD_INPUT, message(failure));
  }

  private static Outcome file(IOException failure) {
    return switch (failure) {
      case NoSuchFileException e -> new Outcome(ExitCode.BAD_INPUT, "no such file: " + e.getFile());
      case NotDirectoryException e ->
          new Outcome(ExitCode.BAD_INPUT, "not a folder: " + e.getFile());
      case AccessDeniedException e ->
          new Outcome(
              ExitCode.BAD_INPUT, "may not be read or written by this user: " + e.getFile());
      case FileAlreadyExistsException e ->
          new Outcome(ExitCode.FAILURE, "exists already and is left alone: " + e.getFile());
      case CharacterCodingException _ ->
          new Outcome(
              ExitCode.BAD_INPUT,
              "a file is not UTF-8 text (convert it: iconv -f LATIN1 -t UTF-8)");
      case FileSystemException e when isFull(e) ->
          new Outcome(ExitCode.FAILURE, "the disk is full, writing " + e.getFile());
      default ->
          isFull(failure)
              ? new Outcome(ExitCode.FAILURE, "the disk is full: " + message(failure))
              : new Outcome(ExitCode.FAILURE, "reading or writing failed: " + message(failure));
    };
  }

  /** The operating system's words are all there is to know a full disk by. */
  private static boolean isFull(IOException failure) {
    String words = message(failure).toLowerCase(Locale.ROOT);
    return words.contains("no space left") || words.contains("quota exceeded");
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /** Returns what to do when {@code limitBytes} of heap were not enough. */
  static String outOfMemory(long limitBytes) {
    return "out of memory: the heap is limited to "
        + (limitBytes >> 20)
        + " MiB. Give more (EMBED4J_JAVA_OPTS=-Xmx8g) or ask for less"
        + " (a smaller dim or batch-size; kg train --dry-run shows the need)";
  }

  /**
   * How a failed command ends.
   *
   * @param code see {@link ExitCode}
   * @param sentence what to tell the user
   */
  record Outcome(int code, String sentence) {}
}
