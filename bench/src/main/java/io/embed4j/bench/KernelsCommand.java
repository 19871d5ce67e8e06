package io.embed4j.bench;

import io.embed4j.bench.kernel.KernelOptions;
import io.embed4j.bench.kernel.KernelSpeed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench kernels}: the roofline, and the kernels beside it. */
@Command(
    name = "kernels",
    mixinStandardHelpOptions = true,
    description = "The machine's roofline, and each kernel's share of it (the default).")
final class KernelsCommand implements Runnable {
  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      description = "Numbers of threads, each measured on its own (default: 1, then all).")
  private List<Integer> threads = new ArrayList<>();

  @Option(
      names = "--samples",
      defaultValue = "7",
      description = "Of the roofline and each kernel; medians count (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Option(names = "--only", defaultValue = "", description = "Part of a kernel's name.")
  private String only = "";

  @Mixin private ResultOption result;

  @Override
  public void run() {
    int all = Runtime.getRuntime().availableProcessors();
    List<Integer> chosen =
        threads.isEmpty() ? List.of(1, all).stream().distinct().toList() : threads;
    KernelOptions options = new KernelOptions(chosen, samples, only);
    SpeedReport report = new SpeedReport("generated", "kernels", Collections.max(chosen));
    KernelSpeed.run(options, report, System.out);
    result.write(report);
  }
}
