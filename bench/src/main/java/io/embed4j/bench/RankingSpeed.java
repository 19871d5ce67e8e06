package io.embed4j.bench;

import io.embed4j.bench.kernel.Roofline;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.KgeModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench ranking}: the filtered ranking of a test set. */
@Command(
    name = "ranking",
    mixinStandardHelpOptions = true,
    description = {
      "The filtered ranking of a test set from both sides against all entities.",
      "ComplEx, all threads; the index of known triples is part of the time. Shows medians, and",
      "the roofline beside them."
    })
final class RankingSpeed implements Runnable {
  @Parameters(paramLabel = "DATA", description = "A graph: a folder, an archive or a file.")
  private Path data = Path.of("");

  @Option(
      names = "--widths",
      split = ",",
      defaultValue = "256,400",
      description = "Floats a row (default: ${DEFAULT-VALUE}).")
  private List<Integer> widths = List.of();

  @Option(
      names = "--samples",
      defaultValue = "5",
      description = "Rankings, after one that does not count (default: ${DEFAULT-VALUE}).")
  private int samples;

  @Mixin private ResultOption result;

  @Override
  public void run() {
    if (samples < 1) {
      throw new IllegalArgumentException("--samples must be at least 1, but is " + samples);
    }
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

  private void measure(
      KnowledgeGraph graph, int width, Roofline roofline, Workers workers, SpeedReport report) {
    KgeModel model =
        KgeModel.zeros(
            new ComplEx(), width / 2, true, graph.entities().size(), graph.relations().size());
    randomise(model.entities().data());
    randomise(model.relations().data());
    double[] seconds = new double[samples];
    double[] roofs = new double[samples];
    rank(graph, model, workers); // compiles
    for (int i = 0; i < samples; i++) {
      roofs[i] = roofline.operationsPerSecond();
      seconds[i] = rank(graph, model, workers);
    }
    Arrays.sort(seconds);
    Arrays.sort(roofs);
    String name = "ranking-" + width;
    System.out.printf(
        "%d floats a row: %,d test triples ranked from both sides in %.2f s; roofline %.1f GFLOP/s%n",
        width,
        graph.test().size(),
        report.record(name + "-seconds", seconds[samples / 2]),
        report.record(name + "-roofline", roofs[samples / 2] / 1e9));
  }

  private static void randomise(float[] numbers) {
    SplittableRandom random = Seeds.stream(1, "ranking-speed", numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
  }

  private static double rank(KnowledgeGraph graph, KgeModel model, Workers workers) {
    long start = System.nanoTime();
    new Evaluator(graph, workers).rank(model, graph.test(), Progress.NONE);
    return (System.nanoTime() - start) * 1e-9;
  }
}
