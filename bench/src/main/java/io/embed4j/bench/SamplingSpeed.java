package io.embed4j.bench;

import com.sun.management.OperatingSystemMXBean;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Schedule;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.DistMult;
import io.embed4j.graph.model.Initialization;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransR;
import io.embed4j.graph.train.Dropout;
import io.embed4j.graph.train.EpochReport;
import io.embed4j.graph.train.Objective;
import io.embed4j.graph.train.Optimizer;
import io.embed4j.graph.train.TrainConfig;
import io.embed4j.graph.train.Trainer;
import io.embed4j.graph.train.Validation;
import io.embed4j.graph.train.loss.Loss;
import io.embed4j.graph.train.regularizer.Regularizer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench sampling}: positives a second of negative sampling. */
@Command(
    name = "sampling",
    mixinStandardHelpOptions = true,
    description = {
      "Positives a second of negative sampling.",
      "400 floats a row, 200 negatives shared by 1000 positives, one corrupted side per positive,",
      "row-wise Adagrad, all threads. Beside it the rate of a matrix product of the same minute,",
      "because other work slows both."
    })
final class SamplingSpeed implements Runnable {
  private static final int WIDTH = 400;
  private static final int NEGATIVES = 200;
  private static final int CHUNK = 1000;
  private static final String POWER_LAW = "power-law";

  @Parameters(
      paramLabel = "DATA",
      description = {
        "A graph: a folder, an archive or a file; or " + POWER_LAW + " for a generated one of 1 M",
        "entities and 10 M triples."
      })
  private String data = "";

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "For each case, after as many that do not count (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--cases",
      split = ",",
      description =
          "Some of distmult, complex, transe-l2, transe-l1, pairs, transr (default: all).")
  private List<String> chosen = new ArrayList<>();

  @Mixin private ResultOption result;

  @Override
  public void run() {
    List<String> known = cases().stream().map(Case::name).toList();
    if (!known.containsAll(chosen)) {
      throw new IllegalArgumentException("--cases must be some of " + known + ", but is " + chosen);
    }
    KnowledgeGraph graph =
        data.equals(POWER_LAW)
            ? PowerLawGraph.of(1_000_000, 1000, 10_000_000, 1)
            : GraphReader.read(Path.of(data), ReadOptions.DEFAULT).graph();
    System.out.printf(
        "%s: %,d entities, %,d training triples%n",
        graph.name(), graph.entities().size(), graph.train().size());
    try (Workers workers = Workers.all()) {
      SpeedReport report = new SpeedReport(graph.name(), "several", workers.threads());
      for (Case measured : cases()) {
        if (chosen.isEmpty() || chosen.contains(measured.name())) {
          measure(graph, measured, workers, report);
        }
      }
      result.write(report);
    }
  }

  /** A model, its width and its triples a step. */
  private record Case(String name, Interaction model, int dim, Loss loss) {
    /** Plain TransE as Fast-TransX trains it: one negative, SGD, threads without locks. */
    boolean isPairs() {
      return name.equals("pairs");
    }
  }

  private static List<Case> cases() {
    Loss logistic = new Loss.SelfAdversarial(0, 0);
    return List.of(
        new Case("distmult", new DistMult(), WIDTH, logistic),
        new Case("complex", new ComplEx(), WIDTH / 2, logistic),
        new Case("transe-l2", new TransE(Comparison.L2), WIDTH, new Loss.SelfAdversarial(12, 0)),
        new Case("transe-l1", new TransE(Comparison.L1), WIDTH, new Loss.SelfAdversarial(12, 0)),
        new Case("pairs", new TransE(Comparison.L1), 100, new Loss.MarginRanking(1)),
        new Case("transr", new TransR(Comparison.SQUARED_L2, 200), 200, new Loss.MarginRanking(1)));
  }

  private void measure(KnowledgeGraph graph, Case measured, Workers workers, SpeedReport report) {
    Trainer trainer = new Trainer(graph, config(measured), workers, model -> 0);
    run(trainer, seconds); // compiles
    double productRate = productRate(workers);
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long work = system.getProcessCpuTime();
    double wall = System.nanoTime();
    double positives = run(trainer, seconds);
    double cores = (system.getProcessCpuTime() - work) / (System.nanoTime() - wall);
    System.out.printf(
        "%-10s %,9.0f positives/s on %.2f cores, %,9.0f a core;",
        measured.name(),
        report.record(measured.name(), positives),
        cores,
        report.record(measured.name() + "-per-core", positives / cores));
    if (measured.isPairs()) {
      System.out.println(" no products");
    } else {
      double products = 2.0 * NEGATIVES * WIDTH * 3 * positives * 1e-9;
      System.out.printf(
          " %5.1f GFLOP/s in its products, a product alone %5.1f%n",
          products, report.record(measured.name() + "-product-gflops", productRate));
    }
  }

  /** Trains for a time and returns the positives a second. */
  private static double run(Trainer trainer, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    EpochReport before = trainer.runEpoch(Progress.NONE, () -> true);
    double used = -before.seconds(); // an epoch goes on where the last call left it
    long positives = -before.triples();
    EpochReport report;
    do {
      report = trainer.runEpoch(Progress.NONE, () -> System.nanoTime() > end);
      used += report.seconds();
      positives += report.triples();
    } while (report.finished());
    return positives / used;
  }

  private static TrainConfig config(Case measured) {
    Objective sampling =
        new Objective.NegativeSampling(
            NEGATIVES, CHUNK, Objective.Sampler.UNIFORM, Objective.Sides.ALTERNATING, false);
    return new TrainConfig(
        measured.model(),
        measured.dim(),
        false,
        measured.isPairs() ? Objective.AsynchronousPairs.defaults() : sampling,
        measured.loss(),
        measured.isPairs() ? new Optimizer.Sgd(0.01) : new Optimizer.Adagrad(0.1, true),
        new Schedule(0, new Schedule.Decay.Constant()),
        new Regularizer.None(),
        0,
        new Dropout(0, 0),
        new Initialization.Uniform(0.05),
        measured.isPairs() ? 50 * CHUNK : CHUNK,
        1000,
        new Validation(0, 0, 0),
        1);
  }

  /** Returns GFLOP/s of 1000 × 200 × 400, the product that scores a chunk. */
  private static double productRate(Workers workers) {
    Matrix a = Matrix.zeros(CHUNK, WIDTH);
    PackedMatrix b = PackedMatrix.pack(Matrix.zeros(WIDTH, NEGATIVES));
    Matrix c = Matrix.zeros(CHUNK, NEGATIVES);
    double best = 0;
    for (int round = 0; round < 200; round++) {
      long start = System.nanoTime();
      Gemm.multiply(a, b, c, workers);
      double nanos = System.nanoTime() - start;
      best = Math.max(best, 2.0 * CHUNK * WIDTH * NEGATIVES / nanos);
    }
    return best;
  }
}
