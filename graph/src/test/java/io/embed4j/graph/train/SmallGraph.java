package io.embed4j.graph.train;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Small graphs for tests. */
final class SmallGraph {
  private SmallGraph() {}

  /** Returns a graph of distinct random triples; many of them share a query. */
  static KnowledgeGraph random(int entities, int relations, int triples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Set<List<Integer>> rows = new LinkedHashSet<>();
    while (rows.size() < triples) {
      int h = random.nextInt(1 + random.nextInt(entities)); // skewed: queries of many answers
      rows.add(List.of(h, random.nextInt(relations), random.nextInt(entities)));
    }
    return graph(entities, relations, rows);
  }

  /**
   * Returns relations that lead 1, 2, … steps forward on a circle, so that they compose; on a line
   * if {@code circle} is false. Some triples are left for the test.
   */
  static KnowledgeGraph steps(int entities, int relations, boolean circle) {
    Set<List<Integer>> train = new LinkedHashSet<>();
    Set<List<Integer>> test = new LinkedHashSet<>();
    for (int r = 0; r < relations; r++) {
      for (int h = 0; h < entities; h++) {
        if (circle || h + r + 1 < entities) {
          List<Integer> triple = List.of(h, r, (h + r + 1) % entities);
          ((h + 3 * r) % 10 == 5 ? test : train).add(triple);
        }
      }
    }
    KnowledgeGraph graph = graph(entities, relations, train);
    return new KnowledgeGraph(
        "steps", graph.entities(), graph.relations(), graph.train(), Triples.of(), triples(test));
  }

  private static KnowledgeGraph graph(int entities, int relations, Set<List<Integer>> rows) {
    return new KnowledgeGraph(
        "small",
        names("entity", entities),
        names("relation", relations),
        triples(rows),
        Triples.of(),
        Triples.of());
  }

  private static Triples triples(Set<List<Integer>> rows) {
    return Triples.of(
        rows.stream()
            .map(row -> row.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new));
  }

  private static Vocabulary names(String kind, int count) {
    Vocabulary names = new Vocabulary();
    for (int i = 0; i < count; i++) {
      names.add(kind + " " + i);
    }
    return names;
  }
}
