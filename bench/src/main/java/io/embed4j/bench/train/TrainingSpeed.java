package io.embed4j.bench.train;

import io.embed4j.bench.SpeedReport;
import io.embed4j.bench.kernel.Roofline;
import io.embed4j.bench.kernel.Stopwatch;
import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Workers;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Prints how long a training step of a BERT of MiniLM's size takes: forward, back and AdamW, in
 * float32. Before each step the roofline is measured again; figures are medians.
 */
public final class TrainingSpeed {
  /** What brings the libraries of libtorch. */
  public static final String FETCH_LIBTORCH =
      "./scripts/maven.sh -q -B -f bench -Plibtorch generate-resources";

  private static final double BAR = 0.6;
  private static final double NORM_TOLERANCE = 1e-3;
  private static final double MIB = 1 << 20;

  /**
   * An engine and its steps.
   *
   * @param prefix of its figures' names
   */
  private record Runner(
      String name, String prefix, TrainingEngine engine, List<TrainingEngine.Step> steps) {
    double millis() {
      return medianMillis(TrainingEngine.Step::seconds);
    }

    double medianMillis(ToDoubleFunction<TrainingEngine.Step> part) {
      return 1e3 * Stopwatch.median(steps.stream().mapToDouble(part).toArray());
    }
  }

  private final TrainingOptions options;
  private final Workers workers;
  private final SpeedReport report;
  private final PrintStream out;
  private final List<Runner> runners = new ArrayList<>();

  private TrainingSpeed(
      TrainingOptions options, Workers workers, SpeedReport report, PrintStream out) {
    this.options = options;
    this.workers = workers;
    this.report = report;
    this.out = out;
  }

  /**
   * Measures, prints, and keeps the figures in a report.
   *
   * @param libtorch the folder of Embed4j, where its libraries are, if it is to be measured, too
   */
  public static void run(
      TrainingOptions options, Optional<Path> libtorch, SpeedReport report, PrintStream out) {
    try (Workers workers = Workers.all()) {
      out.printf("BERT of MiniLM's size in float32; kernels: %s%n", Vectors.implementation());
      new TrainingSpeed(options, workers, report, out).run(libtorch);
    }
  }

  private void run(Optional<Path> libtorch) {
    OwnTraining own = new OwnTraining(TrainingTask.of(options), workers, report);
    runners.add(new Runner("embed4j", "", own, new ArrayList<>()));
    try {
      libtorch
          .map(home -> new LibtorchEngine(options, workers.threads(), home))
          .ifPresent(e -> runners.add(new Runner("libtorch", "libtorch-", e, new ArrayList<>())));
      measure();
    } finally {
      runners.forEach(runner -> runner.engine.close());
    }
  }

  private void measure() {
    Roofline roofline = new Roofline(workers);
    double[] roofs = new double[options.steps()];
    for (int step = -options.steps(); step < options.steps(); step++) {
      double roof = roofline.operationsPerSecond();
      for (Runner runner : runners) {
        runner.steps.add(runner.engine.step());
      }
      if (step == -options.steps()) {
        requireSameGradient();
      }
      if (step < 0) { // compiles
        runners.forEach(runner -> runner.steps.clear());
      } else {
        roofs[step] = roof;
      }
    }
    double roof = report.record("roofline", Stopwatch.median(roofs) / 1e9);
    double operations = TrainingTask.SIZE.operations(tokens(), options.length());
    out.printf(
        "%,d sequences of %d tokens, %d threads: %.1f GFLOP a step; roofline %.1f GFLOP/s%n",
        options.batch(), options.length(), workers.threads(), operations / 1e9, roof);
    runners.forEach(runner -> print(runner, operations, roof));
    double share = operations / 1e6 / runners.getFirst().millis() / roof;
    out.printf(
        "%s the bar of %.0f %% of the roofline%n", share < BAR ? "BELOW" : "above", 100 * BAR);
    if (runners.size() > 1) {
      double ratio = runners.getLast().millis() / runners.getFirst().millis();
      out.printf("%.2f times as fast as libtorch%n", report.record("over-libtorch", ratio));
    }
  }

  private void print(Runner runner, double operations, double roof) {
    double millis = record(runner, "step-millis", runner.millis());
    double rate = record(runner, "gflops", operations / 1e6 / millis);
    double share = record(runner, "of-roofline", rate / roof);
    out.printf(
        "%-9s %.0f ms a step: forward %.0f, back %.0f, AdamW %.0f; %,.0f tokens/s; peak %,.0f MiB%n",
        runner.name,
        millis,
        record(runner, "forward-millis", runner.medianMillis(TrainingEngine.Step::forward)),
        record(runner, "back-millis", runner.medianMillis(TrainingEngine.Step::back)),
        record(runner, "optimizer-millis", runner.medianMillis(TrainingEngine.Step::optimizer)),
        record(runner, "tokens-per-second", tokens() / (1e-3 * millis)),
        record(runner, "peak-mib", runner.engine.peakBytes() / MIB));
    out.printf("%-9s %.1f GFLOP/s, %.1f %% of the roofline%n", "", rate, 100 * share);
  }

  private double record(Runner runner, String name, double figure) {
    return report.record(runner.prefix + name, figure);
  }

  private long tokens() {
    return (long) options.batch() * options.length();
  }

  private void requireSameGradient() {
    double ours = runners.getFirst().steps.getFirst().norm();
    double theirs = runners.getLast().steps.getFirst().norm();
    if (!(Math.abs(ours - theirs) <= NORM_TOLERANCE * ours)) {
      throw new IllegalStateException(
          "gradients must be equally long, but are %s and %s".formatted(ours, theirs));
    }
  }
}
