package io.embed4j.graph.reason.rule;

import io.embed4j.graph.data.KnowledgeGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules ready to be applied to the training triples of a graph. Thread-safe; each thread asks by a
 * {@link RuleScorer} of its own.
 */
public final class RuleIndex {
  private final Adjacency graph;
  private final List<PathTree> closed = new ArrayList<>(); // by query step
  private final List<AnchoredIndex> anchored = new ArrayList<>(); // by head step

  /** Indexes rules, which must be in the ids of the graph. */
  public RuleIndex(KnowledgeGraph graph, List<Rule> rules) {
    this.graph = Adjacency.of(graph);
    List<List<Rule.Closed>> closedRules = new ArrayList<>();
    List<List<Rule.Anchored>> anchoredRules = new ArrayList<>();
    for (int step = 0; step < this.graph.steps(); step++) {
      closedRules.add(new ArrayList<>());
      anchoredRules.add(new ArrayList<>());
    }
    for (Rule rule : rules.stream().sorted(Rule.BEST_FIRST).toList()) {
      switch (rule) {
        case Rule.Closed closedRule -> closedRules.get(closedRule.relation()).add(closedRule);
        case Rule.Anchored anchoredRule -> anchoredRules.get(anchoredRule.head()).add(anchoredRule);
      }
    }
    for (int step = 0; step < this.graph.steps(); step++) {
      closed.add(new PathTree(closedRules.get(Step.relation(step)), Step.isForward(step)));
      anchored.add(new AnchoredIndex(anchoredRules.get(step)));
    }
  }

  Adjacency graph() {
    return graph;
  }

  PathTree closed(int queryStep) {
    return closed.get(queryStep);
  }

  AnchoredIndex anchored(int headStep) {
    return anchored.get(headStep);
  }
}
