package io.embed4j.bench;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.Metrics;
import io.embed4j.graph.evaluate.Ranks;
import io.embed4j.graph.evaluate.Ties;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.extend.EntityAdder;
import io.embed4j.graph.reason.extend.NewFacts;
import io.embed4j.graph.run.Origin;
import io.embed4j.graph.run.TrainingRun;
import io.embed4j.graph.train.TrainConfig;
import io.embed4j.graph.train.TrainConfigs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench additions}: entities added to a trained model, against training anew. */
@Command(
    name = "additions",
    mixinStandardHelpOptions = true,
    description = {
      "Trains a model without some entities, adds them by half of their triples, and ranks the",
      "other half: beside a model that was trained with them from the start. Runs that lie in the",
      "work folder are gone on with, and not trained again."
    })
final class AdditionQuality implements Runnable {
  private static final long SEED = 1;

  @Parameters(paramLabel = "DATA", description = "A graph: a folder, an archive or a file.")
  private Path data = Path.of("");

  @Option(
      names = "--entities",
      defaultValue = "500",
      description = "Entities to hold out (default: ${DEFAULT-VALUE}).")
  private int entities;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A training setting, as in kg train; may be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      defaultValue = "runs/additions",
      description = "Where the two runs are kept (default: ${DEFAULT-VALUE}).")
  private Path work = Path.of("");

  @Mixin private ResultOption result;

  @Override
  public void run() {
    KnowledgeGraph graph = GraphReader.read(data, ReadOptions.DEFAULT).graph();
    HeldOutEntities held = HeldOutEntities.of(graph, entities, SEED);
    ConfigSource source = ConfigSource.empty().with("validation.every=0");
    for (String setting : settings) {
      source = source.with(setting);
    }
    TrainConfig config = TrainConfigs.read(source);
    try (Workers workers = Workers.all()) {
      KgeModel base = trained("base", held.base(), config, workers);
      KgeModel full = trained("full", held.full(), config, workers);
      SpeedReport report =
          new SpeedReport(graph.name(), Interactions.of(config.model()).name(), workers.threads());
      measure(held, base, full, workers, report);
      result.write(report);
    }
  }

  private void measure(
      HeldOutEntities held, KgeModel base, KgeModel full, Workers workers, SpeedReport report) {
    NewFacts facts = new NewFacts(held.full(), base.entities().rows(), held.given());
    Triples train = held.base().train();
    new EntityAdder(base, train, facts, SEED, workers).add(Progress.NONE); // compiles
    long start = System.nanoTime();
    KgeModel added = new EntityAdder(base, train, facts, SEED, workers).add(Progress.NONE);
    double millis = (System.nanoTime() - start) * 1e-6 / facts.count();
    Evaluator evaluator = new Evaluator(held.full(), workers);
    Ranks ranks = evaluator.rank(added, held.asked(), Progress.NONE);
    Ranks retrained = evaluator.rank(full, held.asked(), Progress.NONE);
    System.out.printf(
        "%,d entities added by %,d triples, %.2f ms each; %,d other triples ranked%n",
        facts.count(),
        held.given().size(),
        report.record("milliseconds-an-entity", millis),
        held.asked().size());
    figures("added", ranks, facts.firstNew(), report);
    figures("retrained", retrained, facts.firstNew(), report);
  }

  private static void figures(String name, Ranks ranks, int firstNew, SpeedReport report) {
    Metrics asks = metrics(ranks, firstNew, true);
    Metrics answers = metrics(ranks, firstNew, false);
    Metrics both = ranks.metrics(Ties.REALISTIC).both();
    System.out.printf(
        "%-10s MRR %.3f, Hits@10 %.3f; new entity asked about %.3f, as the answer %.3f%n",
        name,
        report.record(name + "-mrr", both.mrr()),
        report.record(name + "-hits@10", both.hitsAt10()),
        report.record(name + "-mrr-as-query", asks.mrr()),
        report.record(name + "-mrr-as-answer", answers.mrr()));
  }

  /** Returns the figures of the queries in which the new entity is known, or those in which not. */
  private static Metrics metrics(Ranks ranks, int firstNew, boolean asQuery) {
    return Metrics.of(
        Ties.REALISTIC,
        to -> {
          for (int i = 0; i < ranks.triples().size(); i++) {
            boolean newIsHead = ranks.triples().head(i) >= firstNew;
            to.accept(ranks.rank(newIsHead == asQuery ? Side.TAIL : Side.HEAD, i));
          }
        });
  }

  private KgeModel trained(String name, KnowledgeGraph graph, TrainConfig config, Workers workers) {
    RunFolder folder = new RunFolder(work.resolve(name));
    TrainingRun run =
        folder.exists()
            ? TrainingRun.resume(folder, graph, workers)
            : TrainingRun.create(
                folder,
                graph,
                config,
                Origin.of(graph, data.toString(), "bench additions", ""),
                workers);
    run.train(
        Progress.NONE,
        () -> false,
        epoch -> System.err.printf("%s: epoch %d, %.0f s%n", name, epoch.epoch(), epoch.seconds()));
    return run.model().model();
  }
}
