package io.embed4j.graph.reason.calibrate;

import io.embed4j.core.run.Seeds;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.evaluate.KnownAnswers;
import java.util.SplittableRandom;

/**
 * Triples that are taken to be false: true ones with the head or the tail, by a coin, replaced by
 * any entity, but none that the graph knows to be true (Bordes et al. 2013; Socher et al. 2013).
 */
public final class CorruptedTriples {
  private static final int TRIES = 100;

  private final KnownAnswers known;
  private final int entities;

  /** Indexes the triples of a graph. */
  public CorruptedTriples(KnowledgeGraph graph) {
    this.known = KnownAnswers.of(graph);
    this.entities = graph.entities().size();
  }

  /**
   * Returns one false triple for each true one; fewer where nearly everything is true.
   *
   * @param part what the triples are called, such as "test": another part draws other entities
   */
  public Triples of(Triples positives, String part, long seed) {
    TripleBuffer negatives = new TripleBuffer();
    for (int i = 0; i < positives.size(); i++) {
      addCorrupted(positives, i, Seeds.stream(seed, "corrupted " + part, i), negatives);
    }
    return negatives.triples();
  }

  private void addCorrupted(
      Triples positives, int i, SplittableRandom random, TripleBuffer negatives) {
    int relation = positives.relation(i);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Side side = random.nextBoolean() ? Side.TAIL : Side.HEAD;
      int entity = random.nextInt(entities);
      int head = side == Side.HEAD ? entity : positives.head(i);
      int tail = side == Side.TAIL ? entity : positives.tail(i);
      if (!known.tails().contains(head, relation, tail)) {
        negatives.add(head, relation, tail);
        return;
      }
    }
  }
}
