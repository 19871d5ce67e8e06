package io.embed4j.bench;

import io.embed4j.bench.kernel.Roofline;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Schedule;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.Initialization;
import io.embed4j.graph.train.Dropout;
import io.embed4j.graph.train.EpochReport;
import io.embed4j.graph.train.Objective;
import io.embed4j.graph.train.Optimizer;
import io.embed4j.graph.train.TrainConfig;
import io.embed4j.graph.train.Trainer;
import io.embed4j.graph.train.Validation;
import io.embed4j.graph.train.loss.Loss;
import io.embed4j.graph.train.regularizer.Regularizer;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench epoch}: a whole epoch of grouped 1-vs-all, and its share of the roofline. */
@Command(
    name = "epoch",
    mixinStandardHelpOptions = true,
    description = {
      "A whole epoch of ComplEx, each distinct query against all entities.",
      "All threads; shows seconds, and the arithmetic of the three products as a share of the",
      "roofline, which is measured before, in the middle and after. The first batches, which",
      "compile, do not count."
    })
final class EpochSpeed implements Runnable {
  private static final int BATCH_SIZE = 500;
  private static final int WARM_UP_BATCHES = 20;
  private static final double PRODUCTS = 3; // scores, gradients of queries, gradients of entities

  @Parameters(paramLabel = "DATA", description = "A graph: a folder, an archive or a file.")
  private Path data = Path.of("");

  @Option(
      names = "--widths",
      split = ",",
      defaultValue = "200,400",
      description = "Floats a row (default: ${DEFAULT-VALUE}).")
  private List<Integer> widths = List.of();

  @Mixin private ResultOption result;

  @Override
  public void run() {
    KnowledgeGraph graph = GraphReader.read(data, ReadOptions.DEFAULT).graph();
    try (Workers workers = Workers.all()) {
      SpeedReport report = new SpeedReport(graph.name(), "complex", workers.threads());
      Roofline roofline = new Roofline(workers);
      for (int width : widths) {
        measure(graph, width, roofline, workers, report);
      }
      result.write(report);
    }
  }

  private static void measure(
      KnowledgeGraph graph, int width, Roofline roofline, Workers workers, SpeedReport report) {
    Trainer trainer = new Trainer(graph, config(width), workers, model -> 0);
    int batches = (queries(graph) + BATCH_SIZE - 1) / BATCH_SIZE;
    if (batches < 4) {
      throw new IllegalArgumentException(
          graph.name() + " has too few triples to measure: " + graph.train().size());
    }
    Countdown warmUp = new Countdown(Math.min(WARM_UP_BATCHES, batches / 4));
    EpochReport begun = trainer.runEpoch(Progress.NONE, warmUp::isOver);
    double before = roofline.operationsPerSecond();
    Countdown half = new Countdown(batches / 2);
    trainer.runEpoch(Progress.NONE, half::isOver);
    double middle = roofline.operationsPerSecond();
    EpochReport finished = trainer.runEpoch(Progress.NONE);
    double roof = (before + middle + roofline.operationsPerSecond()) / 3;

    double share = 1 - (double) begun.triples() / finished.triples();
    double seconds = (finished.seconds() - begun.seconds()) / share;
    double operations = PRODUCTS * 2 * queries(graph) * graph.entities().size() * width;
    double rate = operations / seconds;
    String name = "epoch-" + width;
    System.out.printf(
        "%d floats a row: %.1f s an epoch, %.1f GFLOP/s, %.1f %% of the roofline of %.1f%n",
        width,
        report.record(name + "-seconds", seconds),
        report.record(name, rate / 1e9),
        100 * report.record(name + "-share", rate / roof),
        report.record(name + "-roofline", roof / 1e9));
  }

  private static int queries(KnowledgeGraph graph) {
    return QueryIndex.of(Side.TAIL, graph.train()).size()
        + QueryIndex.of(Side.HEAD, graph.train()).size();
  }

  /** Says no some times, then yes. */
  private static final class Countdown {
    private int left;

    Countdown(int times) {
      left = times;
    }

    boolean isOver() {
      return left-- <= 0;
    }
  }

  private static TrainConfig config(int width) {
    return new TrainConfig(
        new ComplEx(),
        width / 2,
        true,
        new Objective.OneVsAll(),
        new Loss.CrossEntropy(0),
        new Optimizer.Adagrad(0.1, false),
        new Schedule(0, new Schedule.Decay.Constant()),
        new Regularizer.N3(0.15),
        0,
        new Dropout(0, 0),
        new Initialization.Normal(0.001),
        BATCH_SIZE,
        2,
        new Validation(0, 0, 0),
        1);
  }
}
