package io.embed4j.bench.kernel;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.experiment.Commit;
import io.embed4j.graph.experiment.CostMeter;
import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Prints the machine's roofline and each kernel's rate and share of it, in one run: before every
 * sample of a kernel the roofline is measured again, in the same way. A sample is the best of some
 * bursts; figures are medians of the samples. A share of elements is G elements/s per GFLOP/s.
 */
public final class KernelSpeed {
  private static final double WARM_UP_SECONDS = 0.5;
  private static final int FLOATS_PER_THREAD = 64 << 20; // 256 MiB, beyond any cache

  private final KernelOptions options;
  private final PrintStream out;
  private final Map<String, Double> metrics = new LinkedHashMap<>();

  private KernelSpeed(KernelOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Measures and prints; writes a result file if the options name one.
   *
   * @param workingTree where the program's repository is
   * @param command what was typed, for the result file
   */
  public static void run(KernelOptions options, Path workingTree, String command, PrintStream out) {
    CostMeter meter = CostMeter.start(options.mostThreads());
    KernelSpeed speed = new KernelSpeed(options, out);
    out.printf("kernels: %s%n", Vectors.implementation());
    for (int threads : options.threads()) {
      try (Workers workers = new Workers(threads)) {
        speed.measure(workers);
      }
    }
    if (options.json().isPresent()) {
      speed.write(options.json().get(), meter.soFar(), Commit.of(workingTree), command);
    }
  }

  private void measure(Workers workers) {
    int threads = workers.threads();
    Roofline roofline = new Roofline(workers);
    if (options.only().isEmpty()) {
      memory(roofline, threads);
    }
    out.printf("%n%-34s %22s  %s%n", "on " + threads + " threads", "median", "share of roofline");
    for (Supplier<KernelCase> supplier : KernelCases.all()) {
      KernelCase kernel = supplier.get();
      if (options.only().isEmpty() || kernel.name().contains(options.only())) {
        measure(kernel, workers, roofline);
      }
    }
  }

  private void memory(Roofline roofline, int threads) {
    float[][] arrays = new float[threads][FLOATS_PER_THREAD];
    double[] operations = new double[options.samples()];
    double[] read = new double[options.samples()];
    double[] triad = new double[options.samples()];
    for (int i = 0; i < options.samples(); i++) {
      operations[i] = roofline.operationsPerSecond();
      read[i] = roofline.readBytesPerSecond(arrays);
      triad[i] = roofline.triadBytesPerSecond(arrays);
    }
    out.printf(
        "%nroofline on %d threads: %.1f GFLOP/s; memory read %.1f GB/s, triad %.1f GB/s%n",
        threads,
        record("roofline-" + threads, Stopwatch.median(operations) / 1e9),
        record("memory-read-" + threads, Stopwatch.median(read) / 1e9),
        record("memory-triad-" + threads, Stopwatch.median(triad) / 1e9));
  }

  private void measure(KernelCase kernel, Workers workers, Roofline roofline) {
    long end = System.nanoTime() + (long) (WARM_UP_SECONDS * 1e9);
    do {
      kernel.run().accept(workers);
    } while (System.nanoTime() < end);
    double[] rates = new double[options.samples()];
    double[] roofs = new double[options.samples()];
    for (int i = 0; i < rates.length; i++) {
      roofs[i] = roofline.operationsPerSecond();
      rates[i] = kernel.work() / Stopwatch.bestSeconds(() -> kernel.run().accept(workers));
    }
    print(kernel, workers.threads(), Stopwatch.median(rates), Stopwatch.median(roofs));
  }

  private void print(KernelCase kernel, int threads, double rate, double roof) {
    String name = kernel.name() + "-on-" + threads;
    double scaled = record(name, rate / kernel.unit().scale());
    String line = "%-34s %9.2f %-12s".formatted(kernel.name(), scaled, kernel.unit().label());
    if (kernel.unit() == KernelCase.Unit.ROWS) {
      out.println(line);
      return;
    }
    double share = record(name + "-share", rate / roof);
    Optional<Double> bar = Optional.ofNullable(kernel.bars().get(threads));
    String judged =
        bar.map(b -> "%s the bar of %.1f %%".formatted(share < b ? "BELOW" : "above", 100 * b))
            .orElse("");
    out.printf("%s %6.1f %% of %.0f  %s%n", line, 100 * share, roof / 1e9, judged);
  }

  private double record(String name, double figure) {
    metrics.put(name, figure);
    return figure;
  }

  private void write(Path file, Result.Cost cost, String commit, String command) {
    String fileName = String.valueOf(file.getFileName());
    String name =
        fileName.endsWith(".json") ? fileName.substring(0, fileName.length() - 5) : fileName;
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    ResultFile.write(
        folder,
        new Result(
            name,
            "speed",
            "generated",
            "kernels",
            metrics,
            Optional.empty(),
            command,
            1,
            cost,
            commit));
    out.printf("%nwritten to %s%n", ResultFile.path(folder, name));
  }
}
