package io.embed4j.graph.evaluate;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.inspect.RelationProfile;
import io.embed4j.graph.data.inspect.RelationProfiles;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * A division of relations into classes, such as their cardinality; a relation may be in several
 * classes or in none.
 *
 * @param name of the division, such as "cardinality"
 * @param of names of the classes of a relation
 */
public record RelationClasses(String name, IntFunction<? extends Collection<String>> of) {
  /**
   * Returns the two usual divisions, as the training triples of a graph show them: the cardinality
   * of relations, and the patterns that they follow.
   */
  public static List<RelationClasses> of(KnowledgeGraph graph) {
    List<RelationProfile> profiles = RelationProfiles.of(graph.relations().size(), graph.train());
    return List.of(
        new RelationClasses("cardinality", r -> List.of(profiles.get(r).cardinality().symbol())),
        new RelationClasses("pattern", r -> patterns(profiles.get(r))));
  }

  private static List<String> patterns(RelationProfile profile) {
    List<String> names =
        profile.patterns().stream()
            .map(pattern -> pattern.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .toList();
    return names.isEmpty() ? List.of("none of these") : names;
  }

  /** Returns realistic figures of each class that has triples, in alphabetical order. */
  SequencedMap<String, SideMetrics> metrics(Ranks ranks) {
    SequencedMap<String, SideMetrics> metrics = new TreeMap<>();
    for (int i = 0; i < ranks.triples().size(); i++) {
      for (String name : of.apply(ranks.triples().relation(i))) {
        metrics.computeIfAbsent(
            name, n -> ranks.metrics(Ties.REALISTIC, r -> of.apply(r).contains(n)));
      }
    }
    return metrics;
  }
}
