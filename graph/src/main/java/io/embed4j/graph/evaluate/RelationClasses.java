package io.embed4j.graph.evaluate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.IntFunction;

/**
 * A division of relations into classes, such as their cardinality; a relation may be in several
 * classes or in none.
 *
 * @param name of the division, such as "cardinality"
 * @param of names of the classes of a relation
 */
public record RelationClasses(String name, IntFunction<? extends Collection<String>> of) {
  /** Returns realistic figures of each class that has triples, in the order of first appearance. */
  SequencedMap<String, SideMetrics> metrics(Ranks ranks) {
    SequencedMap<String, SideMetrics> metrics = new LinkedHashMap<>();
    for (int i = 0; i < ranks.triples().size(); i++) {
      for (String name : of.apply(ranks.triples().relation(i))) {
        metrics.computeIfAbsent(
            name, n -> ranks.metrics(Ties.REALISTIC, r -> of.apply(r).contains(n)));
      }
    }
    return metrics;
  }
}
