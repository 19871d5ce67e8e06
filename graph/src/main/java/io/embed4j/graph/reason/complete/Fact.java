package io.embed4j.graph.reason.complete;

import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import java.util.Comparator;
import java.util.List;

/**
 * A triple that the graph does not hold.
 *
 * @param score of the tail query (head, relation, ?)
 */
public record Fact(int head, int relation, int tail, float score) {
  /** The most plausible first, equal ones by head, relation and tail. */
  public static final Comparator<Fact> BEST_FIRST =
      Comparator.comparing(Fact::comparable, Comparator.reverseOrder())
          .thenComparingInt(Fact::head)
          .thenComparingInt(Fact::relation)
          .thenComparingInt(Fact::tail);

  private float comparable() {
    return score + 0f; // makes -0 and 0 equal, as they are as scores
  }

  /** Returns facts as triples, in their order. */
  public static Triples triples(List<Fact> facts) {
    TripleBuffer triples = new TripleBuffer();
    facts.forEach(fact -> triples.add(fact.head(), fact.relation(), fact.tail()));
    return triples.triples();
  }
}
