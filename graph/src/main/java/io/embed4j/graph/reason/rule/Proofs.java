package io.embed4j.graph.reason.rule;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Triples;
import java.util.Optional;

/** Finds the training triples by which a rule predicts a fact. Thread-safe. */
public final class Proofs {
  private final Adjacency graph;

  /** Indexes the training triples of a graph. */
  public Proofs(KnowledgeGraph graph) {
    this.graph = Adjacency.of(graph);
  }

  /**
   * Returns triples for which the body of a rule holds when its head is (head, relation, tail), in
   * the order of the body; none if the rule does not predict this fact.
   */
  public Optional<Triples> find(Rule rule, int head, int tail) {
    return switch (rule) {
      case Rule.Closed closed -> closed(closed.path(), head, tail);
      case Rule.Anchored anchored ->
          Step.isForward(anchored.head())
              ? anchored(anchored, head, tail)
              : anchored(anchored, tail, head);
    };
  }

  private Optional<Triples> closed(int[] path, int head, int tail) {
    int[] visited = new int[path.length + 1];
    visited[0] = head;
    visited[path.length] = tail;
    if (head == tail || !extend(path, 0, visited)) {
      return Optional.empty();
    }
    TripleBuffer triples = new TripleBuffer();
    for (int i = 0; i < path.length; i++) {
      add(path[i], visited[i], visited[i + 1], triples);
    }
    return Optional.of(triples.triples());
  }

  private static void add(int step, int from, int to, TripleBuffer triples) {
    if (Step.isForward(step)) {
      triples.add(from, Step.relation(step), to);
    } else {
      triples.add(to, Step.relation(step), from);
    }
  }

  /** Fills the places behind {@code done}, if there is a path to the last one. */
  private boolean extend(int[] path, int done, int[] visited) {
    int at = visited[done];
    if (done == path.length - 1) {
      return graph.contains(at, path[done], visited[path.length]);
    }
    int group = graph.group(at, path[done]);
    if (group == Adjacency.NONE) {
      return false;
    }
    for (int k = graph.start(group); k < graph.start(group + 1); k++) {
      int next = graph.neighbor(k);
      if (!isVisited(next, done, visited)) {
        visited[done + 1] = next;
        if (extend(path, done + 1, visited)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isVisited(int entity, int done, int[] visited) {
    for (int i = 0; i <= done; i++) {
      if (visited[i] == entity) {
        return true;
      }
    }
    return visited[visited.length - 1] == entity;
  }

  private Optional<Triples> anchored(Rule.Anchored rule, int x, int constant) {
    int group = graph.group(x, rule.body());
    if (constant != rule.constant() || x == constant || group == Adjacency.NONE) {
      return Optional.empty();
    }
    for (int k = graph.start(group); k < graph.start(group + 1); k++) {
      int end = graph.neighbor(k);
      boolean fits = rule.end() == Rule.Anchored.ANY ? end != constant : end == rule.end();
      if (fits) {
        TripleBuffer triples = new TripleBuffer();
        add(rule.body(), x, end, triples);
        return Optional.of(triples.triples());
      }
    }
    return Optional.empty();
  }
}
