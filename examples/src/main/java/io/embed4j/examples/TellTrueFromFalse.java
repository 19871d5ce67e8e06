package io.embed4j.examples;

import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.evaluate.TripleScores;
import io.embed4j.graph.reason.calibrate.Calibration;
import io.embed4j.graph.reason.calibrate.Calibrator;
import io.embed4j.graph.reason.calibrate.Calibrator.FalseTriples;
import io.embed4j.graph.reason.calibrate.Classification;
import io.embed4j.graph.reason.calibrate.Method;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;

/** Learns which probability a score means, and asks for that of the first test fact. */
public final class TellTrueFromFalse {
  private TellTrueFromFalse() {}

  /** Takes a run folder. */
  public static void main(String[] args) {
    TrainedModel trained = ModelFolder.read(ModelFolder.locate(Path.of(args[0])));
    KnowledgeGraph graph = trained.graph();
    try (Workers workers = Workers.all()) {
      Calibrator calibrator = new Calibrator(trained.model(), graph, workers);
      FalseTriples falseTriples = FalseTriples.corrupted(graph, 1);
      Calibration calibration = calibrator.calibrate(falseTriples, Method.PLATT);
      Classification test = calibrator.test(calibration, falseTriples).orElseThrow().all();
      System.out.printf("accuracy %.3f, F1 %.3f%n", test.accuracy(), test.f1());

      Triples fact =
          Triples.of(
              new int[] {graph.test().head(0), graph.test().relation(0), graph.test().tail(0)});
      float score = new TripleScores(trained.model(), workers).of(fact)[0];
      System.out.printf(
          "(%s, %s, %s) is true with probability %.2f%n",
          graph.entityNames().display(fact.head(0)),
          graph.relationNames().display(fact.relation(0)),
          graph.entityNames().display(fact.tail(0)),
          calibration.probability(fact.relation(0), score));
    }
  }
}
