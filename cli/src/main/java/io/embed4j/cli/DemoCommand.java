package io.embed4j.cli;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Names;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.Metrics;
import io.embed4j.graph.evaluate.Scope;
import io.embed4j.graph.experiment.HtmlReport;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.Answer;
import io.embed4j.graph.reason.KnownFacts;
import io.embed4j.graph.reason.Predictor;
import io.embed4j.graph.reason.Question;
import io.embed4j.graph.run.Origin;
import io.embed4j.graph.run.TrainingRun;
import io.embed4j.graph.train.TrainConfig;
import io.embed4j.graph.train.TrainConfigs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: the main job in a minute, on the bundled graph. */
@Command(
    name = "demo",
    description = "Train on a bundled graph, measure, and ask three questions: one minute.")
final class DemoCommand implements Callable<Integer> {
  /** A smaller and faster form of experiments/complex-codex-s.yaml. */
  private static final String SETTINGS =
      """
      model: complex
      dim: 128
      optimizer: {type: adagrad, learning-rate: 0.1}
      regularizer: {type: n3, weight: 0.03}
      batch-size: 200
      schedule: {decay: {type: cosine, end: 0.05}}
      epochs: 20
      validation: {every: 0}
      """;

  private static final String PUBLISHED =
      "published, Safavi and Koutra 2020   0.465  0.372  0.504   0.646";

  private static final List<Asked> QUESTIONS =
      List.of(
          new Asked("Albert Einstein", "occupation"),
          new Asked("David Bowie", "genre"),
          new Asked("Johann Wolfgang von Goethe", "languages spoken, written, or signed"));

  private record Asked(String head, String relation) {}

  @Mixin private CommonOptions common;
  @Mixin private ThreadsOption threads;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "The run folder (default: runs/demo, numbered if it exists).")
  private Optional<Path> out = Optional.empty();

  @Override
  public Integer call() {
    PrintWriter to = common.out();
    KnowledgeGraph graph = GraphReader.read(BundledGraphs.codexS(), ReadOptions.DEFAULT).graph();
    to.printf(
        "CoDEx-S, a graph of Wikidata: %,d entities, %d relations, %,d training triples%n%n",
        graph.entities().size(), graph.relations().size(), graph.train().size());
    TrainConfig config = TrainConfigs.read(ConfigSource.text("demo", SETTINGS));
    RunFolder folder =
        out.map(RunFolder::new).orElseGet(() -> RunFolder.free(Path.of("runs"), "demo"));
    Origin origin =
        Origin.of(graph, BundledGraphs.CODEX_S, "embed4j demo", VersionCommand.version());
    try (Workers workers = threads.workers()) {
      to.println("Training ComplEx: every fact is scored against all entities ...");
      to.flush();
      long start = System.nanoTime();
      TrainingRun run = TrainingRun.create(folder, graph, config, origin, workers);
      if (!run.train(common.progress(), () -> false, report -> {})) {
        return ExitCode.INTERRUPTED;
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      to.printf("trained in %.0f s on %d threads%n%n", seconds, threads.count());
      KgeModel model = run.model().model();
      HtmlReport.write(folder, measure(graph, model, workers).byName());
      Predictor predictor = new Predictor(model, graph, workers);
      QUESTIONS.forEach(asked -> ask(graph, predictor, asked));
    }
    next(folder);
    return ExitCode.OK;
  }

  private Metrics measure(KnowledgeGraph graph, KgeModel model, Workers workers) {
    Metrics test =
        new Evaluator(graph, workers)
            .evaluate(model, Scope.test(graph), common.progress())
            .realistic()
            .both();
    PrintWriter to = common.out();
    to.println("Link prediction on the test facts       MRR Hits@1 Hits@3 Hits@10");
    to.printf(
        "  this run                            %.3f  %.3f  %.3f   %.3f%n",
        test.mrr(), test.hitsAt1(), test.hitsAt3(), test.hitsAt10());
    to.println("  " + PUBLISHED);
    to.println("  (filtered, both sides, all entities as candidates, ties at the mean rank)");
    to.println();
    return test;
  }

  private void ask(KnowledgeGraph graph, Predictor predictor, Asked asked) {
    Names entities = graph.entityNames();
    Names relations = graph.relationNames();
    int head = entities.resolve(asked.head());
    int relation = relations.resolve(asked.relation());
    common
        .out()
        .printf(
            "(%s, %s %s, ?)   facts that the graph does not hold:%n",
            asked.head(), asked.relation(), relations.display(relation, "zh"));
    List<Answer> answers =
        predictor.answer(new Question.Tails(head, relation), 3, KnownFacts.LEAVE_OUT);
    for (Answer answer : answers) {
      common.out().printf("  %8.2f  %s%n", answer.score(), entities.display(answer.id()));
    }
    common.out().println();
  }

  private void next(RunFolder folder) {
    Path run = folder.path();
    PrintWriter to = common.out();
    to.printf("Curves and settings of the training: %s%n%n", folder.report());
    to.println("Try next:");
    to.printf("  ./embed4j kg predict %s --head \"Albert Einstein\" --relation 职业%n", run);
    to.printf("  ./embed4j kg evaluate %s%n", run);
    to.println("  ./embed4j kg inspect codex-s");
    to.println(
        "  ./embed4j kg train --data FOLDER --model complex     your own graph: TSV, CSV, N-Triples");
  }
}
