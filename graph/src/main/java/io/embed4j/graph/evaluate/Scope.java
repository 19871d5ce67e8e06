package io.embed4j.graph.evaluate;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;

/**
 * Which triples to rank.
 *
 * @param part what they are called in reports, such as "test"
 * @param triples all of them, in the ids of the graph
 * @param sample how many to choose at random, 0 for all; reports say so
 * @param seed of the choice
 */
public record Scope(String part, Triples triples, int sample, long seed) {
  public Scope {
    if (sample < 0) {
      throw new IllegalArgumentException("sample must be at least 0, but is " + sample);
    }
  }

  /** Returns all test triples: what papers report. */
  public static Scope test(KnowledgeGraph graph) {
    return new Scope("test", graph.test(), 0, 0);
  }

  /** Returns all validation triples. */
  public static Scope valid(KnowledgeGraph graph) {
    return new Scope("valid", graph.valid(), 0, 0);
  }

  /** Returns the same triples, of which only a seeded sample is to be ranked. */
  public Scope sampled(int size, long newSeed) {
    return new Scope(part, triples, size, newSeed);
  }

  /** Returns the triples to rank. */
  public Triples chosen() {
    return Sample.of(triples, sample, seed);
  }
}
