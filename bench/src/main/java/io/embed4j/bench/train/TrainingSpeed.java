package io.embed4j.bench.train;

import io.embed4j.bench.SpeedReport;
import io.embed4j.bench.kernel.Roofline;
import io.embed4j.bench.kernel.Stopwatch;
import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.block.StatesTrace;
import io.embed4j.neural.block.TextModel;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.family.TrainableModel;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import io.embed4j.neural.train.AdamW;
import io.embed4j.neural.train.Optimizer;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Prints how long a training step of a BERT of MiniLM's size takes: forward, back and AdamW, in
 * float32. Before each step the roofline is measured again; figures are medians.
 */
public final class TrainingSpeed {
  private static final BertSize SIZE = BertSize.miniLm();
  private static final double BAR = 0.6;

  private final TrainingOptions options;
  private final Workers workers;
  private final Training training;
  private final TrainableModel<TextModel> trainable;
  private final Optimizer optimizer;
  private final TokenBatch batch;
  private final Matrix dStates;

  private TrainingSpeed(TrainingOptions options, Workers workers) {
    this.options = options;
    this.workers = workers;
    training = Training.of(new Workspace(workers));
    trainable = SIZE.architecture().create(1);
    optimizer = new Optimizer(AdamW.defaults(), trainable.parameters());
    SplittableRandom random = new SplittableRandom(1);
    List<int[]> sequences =
        IntStream.range(0, options.batch())
            .mapToObj(i -> random.ints(options.length(), 0, SIZE.vocabulary()).toArray())
            .toList();
    batch = TokenBatch.of(sequences);
    dStates = Matrix.zeros(batch.tokens(), SIZE.dim());
    for (int i = 0; i < dStates.data().length; i++) {
      dStates.data()[i] = (float) random.nextDouble(-1e-4, 1e-4);
    }
  }

  /** Measures, prints, and keeps the figures in a report. */
  public static void run(TrainingOptions options, SpeedReport report, PrintStream out) {
    try (Workers workers = Workers.all()) {
      out.printf("BERT of MiniLM's size in float32; kernels: %s%n", Vectors.implementation());
      new TrainingSpeed(options, workers).measure(report, out);
    }
  }

  private void measure(SpeedReport report, PrintStream out) {
    Roofline roofline = new Roofline(workers);
    double[][] seconds = new double[3][options.steps()]; // forward, back, optimiser
    double[] roofs = new double[options.steps()];
    for (int step = -options.steps(); step < options.steps(); step++) {
      double roof = roofline.operationsPerSecond();
      double[] taken = step();
      if (step >= 0) { // the others compile
        roofs[step] = roof;
        for (int part = 0; part < taken.length; part++) {
          seconds[part][step] = taken[part];
        }
      }
    }
    double[] whole =
        IntStream.range(0, options.steps())
            .mapToDouble(i -> Arrays.stream(seconds).mapToDouble(part -> part[i]).sum())
            .toArray();
    double operations = SIZE.operations(batch.tokens(), options.length());
    double rate = operations / Stopwatch.median(whole);
    double share = rate / Stopwatch.median(roofs);
    out.printf(
        "%,d sequences of %d tokens, %d threads: %.1f GFLOP a step%n",
        options.batch(), options.length(), workers.threads(), operations / 1e9);
    out.printf(
        "%.0f ms a step: forward %.0f, back %.0f, AdamW %.0f; %,.0f tokens/s%n",
        report.record("step-millis", 1e3 * Stopwatch.median(whole)),
        report.record("forward-millis", 1e3 * Stopwatch.median(seconds[0])),
        report.record("back-millis", 1e3 * Stopwatch.median(seconds[1])),
        report.record("optimizer-millis", 1e3 * Stopwatch.median(seconds[2])),
        report.record("tokens-per-second", batch.tokens() / Stopwatch.median(whole)));
    out.printf(
        "%.1f GFLOP/s, %.1f %% of the roofline of %.1f GFLOP/s: %s the bar of %.0f %%%n",
        report.record("gflops", rate / 1e9),
        100 * report.record("of-roofline", share),
        report.record("roofline", Stopwatch.median(roofs) / 1e9),
        share < BAR ? "BELOW" : "above",
        100 * BAR);
  }

  /** Returns the seconds of the parts of a step. */
  private double[] step() {
    StatesTrace[] trace = new StatesTrace[1];
    double forward = Stopwatch.seconds(() -> trace[0] = trainable.model().trace(batch, training));
    double back =
        Stopwatch.seconds(
            () -> {
              trace[0].backward(dStates, Optional.empty());
              training.space().releaseAll();
            });
    double update = Stopwatch.seconds(() -> optimizer.step(1, 1, workers));
    return new double[] {forward, back, update};
  }
}
