package io.embed4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the command line. A new command is one class and one line in {@code subcommands}. */
@Command(
    name = "embed4j",
    description = "Embeddings of knowledge graphs, texts, pictures and sounds, on the JVM alone.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class,
    subcommands = {
      DemoCommand.class,
      TourCommand.class,
      KgCommand.class,
      EmbedCommand.class,
      SimilarTextsCommand.class,
      IndexCommand.class,
      SearchCommand.class,
      ZeroShotCommand.class,
      EvaluateEncoderCommand.class,
      PretrainCommand.class,
      EncoderExperimentsCommand.class,
      TuneCommand.class,
      EncodersCommand.class,
      BenchCommand.class,
      VersionCommand.class,
      CompletionCommand.class,
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  embed4j kg --help               what can be done with a knowledge graph",
      "  embed4j kg inspect FOLDER       counts, degrees and leakage of a graph",
      "  embed4j similar TEXT TEXT       how near two texts are to each other",
      "  embed4j embed --file FILE       a vector for each line of a file",
      "  embed4j index FOLDER            documents in an index, to search",
      "  embed4j bench                   this machine's arithmetic against its roofline",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:success",
      "1:failure",
      "2:wrong usage",
      "3:bad data, model, configuration or name",
      "69:no JDK 25 was found (told by the launcher)",
      "130:interrupted",
    })
public final class Main implements Runnable {
  /**
   * Libraries that say what nobody asked for. A logger is forgotten, with its level, where nobody
   * holds it.
   */
  private static final List<Logger> LIBRARIES =
      Stream.of("org.apache.lucene", "org.apache.pdfbox", "org.apache.fontbox")
          .map(Logger::getLogger)
          .toList();

  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] args) {
    // Whatever the locale: numbers have a point, as files and other programs want them, and texts
    // are UTF-8, as names of entities come in every script.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    StandardOutput standardOutput = new StandardOutput();
    PrintWriter out = new PrintWriter(standardOutput, false, StandardCharsets.UTF_8);
    PrintWriter err =
        new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    if (code == ExitCode.OK && standardOutput.failure().isPresent()) {
      err.println("error: " + StandardOutput.sentence(standardOutput.failure().get()));
      code = ExitCode.FAILURE;
    }
    System.exit(code);
  }

  /** Runs a command and returns its exit code; see {@link ExitCode}. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    LIBRARIES.forEach(logger -> logger.setLevel(Level.SEVERE));
    CommandLine commands = commands().setOut(out).setErr(err);
    try {
      return commands.execute(args);
    } catch (OutOfMemoryError e) {
      err.println("error: " + Failures.outOfMemory(Runtime.getRuntime().maxMemory()));
      return ExitCode.FAILURE;
    } finally {
      out.flush();
      err.flush();
    }
  }

  /** Returns all commands, ready to parse. */
  static CommandLine commands() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::usage)
        .setExecutionExceptionHandler(Failures::execution);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
