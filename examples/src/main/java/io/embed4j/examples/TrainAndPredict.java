package io.embed4j.examples;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.Scope;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.Answer;
import io.embed4j.graph.reason.KnownFacts;
import io.embed4j.graph.reason.Predictor;
import io.embed4j.graph.reason.Question;
import io.embed4j.graph.run.Origin;
import io.embed4j.graph.run.TrainingRun;
import io.embed4j.graph.train.TrainConfig;
import io.embed4j.graph.train.TrainConfigs;
import java.nio.file.Path;

/** Reads a graph, trains ComplEx in a run folder, measures it and asks it one question. */
public final class TrainAndPredict {
  private TrainAndPredict() {}

  /** Takes a graph: a folder with train, valid and test, an archive of it, or one file. */
  public static void main(String[] args) {
    Path data = Path.of(args[0]);
    KnowledgeGraph graph = GraphReader.read(data, ReadOptions.DEFAULT).graph();
    ConfigSource settings = ConfigSource.empty().with("model=complex").with("dim=64");
    TrainConfig config = TrainConfigs.read(settings.with("batch-size=100").with("epochs=20"));

    try (Workers workers = Workers.all()) {
      RunFolder folder = RunFolder.free(data.resolveSibling("runs"), graph.name());
      Origin origin = Origin.of(graph, data.toString(), "TrainAndPredict", "1.0");
      TrainingRun run = TrainingRun.create(folder, graph, config, origin, workers);
      run.train(
          Progress.NONE,
          () -> false, // true would save the run and stop; TrainingRun.resume goes on
          epoch -> System.out.printf("epoch %d  loss %.4f%n", epoch.epoch(), epoch.loss()));
      KgeModel model = run.model().model();

      double mrr = new Evaluator(graph, workers).mrr(model, Scope.test(graph).chosen());
      System.out.printf("filtered MRR of the test facts: %.3f%n", mrr);

      int head = graph.test().head(0);
      int relation = graph.test().relation(0);
      System.out.printf(
          "(%s, %s, ?)%n",
          graph.entityNames().display(head), graph.relationNames().display(relation));
      Predictor predictor = new Predictor(model, graph, workers);
      Question question = new Question.Tails(head, relation);
      for (Answer answer : predictor.answer(question, 3, KnownFacts.LEAVE_OUT)) {
        System.out.printf(
            "  %8.4f  %s%n", answer.score(), graph.entityNames().display(answer.id()));
      }
      System.out.println("run folder: " + folder.path());
    }
  }
}
