package io.embed4j.graph.reason.calibrate;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.evaluate.TripleScores;
import io.embed4j.graph.model.KgeModel;
import java.util.Map;
import java.util.Optional;

/**
 * Makes calibrations of a model on validation triples and measures them on test triples. One call
 * at a time; the figures do not depend on the number of threads.
 */
public final class Calibrator {
  private final KnowledgeGraph graph;
  private final TripleScores scores;

  /** Prepares nothing yet. */
  public Calibrator(KgeModel model, KnowledgeGraph graph, Workers workers) {
    this.graph = graph;
    this.scores = new TripleScores(model, workers);
  }

  /**
   * False triples to tell true ones from.
   *
   * @param kind where they come from
   * @param seed of corrupted ones
   * @param valid of validation
   * @param test of the test; may be empty
   */
  public record FalseTriples(Negatives kind, long seed, Triples valid, Triples test) {
    /** Returns one corrupted triple for each validation and each test triple. */
    public static FalseTriples corrupted(KnowledgeGraph graph, long seed) {
      CorruptedTriples corrupted = new CorruptedTriples(graph);
      return new FalseTriples(
          Negatives.CORRUPTED,
          seed,
          corrupted.of(graph.valid(), "valid", seed),
          corrupted.of(graph.test(), "test", seed));
    }
  }

  /**
   * Fits curves and thresholds to the validation triples.
   *
   * @throws DataFormatException if there are none, or no false ones
   */
  public Calibration calibrate(FalseTriples negatives, Method method) {
    if (graph.valid().size() == 0 || negatives.valid().size() == 0) {
      throw new DataFormatException(
          "calibration needs true and false validation triples, but graph %s has %d and %d"
              .formatted(graph.name(), graph.valid().size(), negatives.valid().size()));
    }
    LabelledScores sample = LabelledScores.of(scores, graph.valid(), negatives.valid());
    return new CalibrationFit(sample).of(method, negatives.kind(), negatives.seed());
  }

  /** What the test shows, of all relations together and of each one by its id. */
  public record Outcome(Classification all, Map<Integer, Classification> relations) {}

  /** Measures a calibration on the test triples, if there are any. */
  public Optional<Outcome> test(Calibration calibration, FalseTriples negatives) {
    if (graph.test().size() == 0) {
      return Optional.empty();
    }
    LabelledScores sample = LabelledScores.of(scores, graph.test(), negatives.test());
    return Optional.of(
        new Outcome(
            Classification.of(sample, calibration),
            Classification.byRelation(sample, calibration)));
  }
}
