package io.embed4j.bench.kernel;

import io.embed4j.bench.SpeedReport;
import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Workers;
import java.io.PrintStream;
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
  private final SpeedReport report;
  private final PrintStream out;

  private KernelSpeed(KernelOptions options, SpeedReport report, PrintStream out) {
    this.options = options;
    this.report = report;
    this.out = out;
  }

  /** Measures, prints, and keeps the figures in a report. */
  public static void run(KernelOptions options, SpeedReport report, PrintStream out) {
    KernelSpeed speed = new KernelSpeed(options, report, out);
    out.printf("kernels: %s%n", Vectors.implementation());
    for (int threads : options.threads()) {
      try (Workers workers = new Workers(threads)) {
        speed.measure(workers);
      }
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
        report.record("roofline-" + threads, Stopwatch.median(operations) / 1e9),
        report.record("memory-read-" + threads, Stopwatch.median(read) / 1e9),
        report.record("memory-triad-" + threads, Stopwatch.median(triad) / 1e9));
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
    double scaled = report.record(name, rate / kernel.unit().scale());
    String line = "%-34s %9.2f %-12s".formatted(kernel.name(), scaled, kernel.unit().label());
    if (kernel.unit() == KernelCase.Unit.ROWS) {
      out.println(line);
      return;
    }
    double share = report.record(name + "-share", rate / roof);
    Optional<Double> bar = Optional.ofNullable(kernel.bars().get(threads));
    String judged =
        bar.map(b -> "%s the bar of %.1f %%".formatted(share < b ? "BELOW" : "above", 100 * b))
            .orElse("");
    out.printf("%s %6.1f %% of %.0f  %s%n", line, 100 * share, roof / 1e9, judged);
  }
}
