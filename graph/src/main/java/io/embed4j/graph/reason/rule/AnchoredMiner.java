package io.embed4j.graph.reason.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the rules of a head with a constant, head(X, c): all of them at once, by counting what the
 * entities X have in common. That costs one pass over their edges, so nothing is sampled and the
 * counts are exact. Thread-safe.
 */
final class AnchoredMiner {
  private final Adjacency graph;
  private final MiningSettings settings;

  AnchoredMiner(Adjacency graph, MiningSettings settings) {
    this.graph = graph;
    this.settings = settings;
  }

  /**
   * Returns the rules head(X, constant) ← body(X, d) and ← body(X, A) that the settings accept.
   *
   * @param head the {@link Step} of the head
   */
  List<Rule> rules(int head, int constant) {
    int group = graph.group(constant, Step.inverse(head));
    List<Rule> rules = new ArrayList<>();
    if (group == Adjacency.NONE) {
      return rules;
    }
    int from = graph.start(group);
    int to = graph.start(group + 1);
    if (to - from < settings.minSupport()) {
      return rules;
    }
    long[] ends = new long[degrees(from, to)];
    int size = 0;
    int[] openSupport = new int[graph.steps()];
    for (int i = from; i < to; i++) {
      size = addEdges(graph.neighbor(i), head, constant, ends, size, openSupport);
    }
    Arrays.sort(ends, 0, size);
    for (int i = 0; i < size; ) {
      int run = i;
      while (i < size && ends[i] == ends[run]) {
        i++;
      }
      addEnded(head, constant, ends[run], i - run, rules);
    }
    for (int body = 0; body < openSupport.length; body++) {
      if (openSupport[body] >= settings.minSupport()) {
        int groundings = openGroundings(constant, body);
        add(head, constant, body, Rule.Anchored.ANY, openSupport[body], groundings, rules);
      }
    }
    return rules;
  }

  private int degrees(int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum = Math.addExact(sum, graph.degree(graph.neighbor(i)));
    }
    return sum;
  }

  /** Counts the edges of one X, without the one that the head speaks of. */
  private int addEdges(int x, int head, int constant, long[] ends, int size, int[] openSupport) {
    int used = size;
    for (int g = graph.firstGroup(x); g < graph.firstGroup(x + 1); g++) {
      int step = graph.step(g);
      boolean isOpen = false;
      for (int k = graph.start(g); k < graph.start(g + 1); k++) {
        int end = graph.neighbor(k);
        if (step != head || end != constant) {
          ends[used++] = (long) step << 32 | end;
        }
        isOpen |= end != constant;
      }
      openSupport[step] += isOpen ? 1 : 0;
    }
    return used;
  }

  private void addEnded(int head, int constant, long end, int support, List<Rule> rules) {
    if (support >= settings.minSupport()) {
      int body = (int) (end >>> 32);
      int entity = (int) end;
      int self = graph.contains(constant, body, entity) ? 1 : 0; // X is not the constant
      int groundings = graph.degree(entity, Step.inverse(body)) - self;
      add(head, constant, body, entity, support, groundings, rules);
    }
  }

  /** Returns how many entities but the constant have a neighbour other than the constant. */
  private int openGroundings(int constant, int body) {
    int groundings = graph.having(body).length;
    groundings -= graph.group(constant, body) == Adjacency.NONE ? 0 : 1;
    int group = graph.group(constant, Step.inverse(body));
    if (group != Adjacency.NONE) {
      for (int k = graph.start(group); k < graph.start(group + 1); k++) {
        int x = graph.neighbor(k);
        groundings -= graph.degree(x, body) == 1 ? 1 : 0;
      }
    }
    return groundings;
  }

  private void add(
      int head, int constant, int body, int end, int support, int groundings, List<Rule> rules) {
    Rule.Evidence evidence = new Rule.Evidence(support, groundings);
    if (evidence.confidence() >= settings.minConfidence()) {
      rules.add(new Rule.Anchored(head, constant, body, end, evidence));
    }
  }
}
