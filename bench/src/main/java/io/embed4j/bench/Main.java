package io.embed4j.bench;

import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./embed4j bench}: kernels against the roofline, or one of the other benchmarks. */
@Command(
    name = "embed4j bench",
    mixinStandardHelpOptions = true,
    description = {
      "Measures this machine, and Embed4j on it. Leave the machine alone meanwhile: figures stand",
      "beside a roofline of the same run, but other work slows the two by different amounts."
    },
    subcommands = {
      KernelsCommand.class,
      EpochSpeed.class,
      SamplingSpeed.class,
      RankingSpeed.class,
      EncodingCommand.class,
      SoundsCommand.class,
      TrainingCommand.class,
      ImportSpeed.class,
      IndexSpeed.class,
      TokenSpeed.class,
      AdditionQuality.class,
      DigitQuality.class
    },
    synopsisSubcommandLabel = "[BENCHMARK]",
    footer = {
      "",
      "embed4j bench jmh ARGUMENTS runs the micro-benchmarks.",
      "",
      "Examples:",
      "  embed4j bench --only sgemm",
      "  embed4j bench epoch fb15k-237.tar.gz --json experiments/results/epoch.json"
    })
public final class Main {
  private Main() {}

  /** Runs the benchmark that the first argument names; the kernels by default. */
  public static void main(String[] args) throws IOException {
    if (args.length > 0 && args[0].equals("jmh")) {
      org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
      return;
    }
    System.exit(commands().execute(withBenchmark(args)));
  }

  /** Returns the arguments with the name of the default benchmark where there is none. */
  static String[] withBenchmark(String... args) {
    boolean named = args.length > 0 && (!args[0].startsWith("-") || args[0].matches("-h|--help"));
    if (named) {
      return args;
    }
    String[] all = new String[args.length + 1];
    all[0] = "kernels";
    System.arraycopy(args, 0, all, 1, args.length);
    return all;
  }

  /** Returns all benchmarks, ready to parse. */
  static CommandLine commands() {
    return new CommandLine(new Main())
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler(
            (failure, commandLine, parsed) -> {
              commandLine.getErr().println("error: " + failure.getMessage());
              return 1;
            });
  }
}
