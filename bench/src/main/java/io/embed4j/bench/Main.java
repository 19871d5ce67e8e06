package io.embed4j.bench;

import io.embed4j.bench.kernel.KernelOptions;
import io.embed4j.bench.kernel.KernelSpeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code ./embed4j bench}: kernels against the roofline, or one of the other benchmarks. */
public final class Main {
  private static final int USAGE = 2;

  private Main() {}

  /** Runs the benchmark that the first argument names; the roofline and the kernels by default. */
  public static void main(String[] args) throws IOException {
    boolean named = args.length > 0 && !args[0].startsWith("-");
    String benchmark = named ? args[0] : "roofline";
    List<String> rest = List.of(args).subList(named ? 1 : 0, args.length);
    switch (benchmark) {
      case "roofline", "kernels" -> kernels(rest, String.join(" ", args));
      case "sampling" -> sampling(rest);
      case "import" -> ImportSpeed.main(rest.toArray(String[]::new));
      case "jmh" -> org.openjdk.jmh.Main.main(rest.toArray(String[]::new));
      default -> refuse("no benchmark is called " + benchmark);
    }
  }

  private static void kernels(List<String> arguments, String typed) {
    KernelOptions options;
    try {
      options = KernelOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      refuse(String.valueOf(e.getMessage()));
      return;
    }
    Path home = Path.of(System.getProperty("embed4j.home", "."));
    KernelSpeed.run(options, home, ("./embed4j bench " + typed).strip(), System.out);
  }

  private static void sampling(List<String> arguments) {
    if (arguments.size() < 2) {
      refuse("sampling needs a graph (a folder, or power-law) and seconds a case");
    }
    SamplingSpeed.main(arguments.toArray(String[]::new));
  }

  private static void refuse(String reason) {
    System.err.println(reason);
    System.err.println(
        "usage: embed4j bench [roofline|sampling|import|jmh] [--threads 1,2] [--samples 7] [--only NAME]"
            + " [--json FILE]");
    System.exit(USAGE);
  }
}
