package io.embed4j.graph.reason.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The closed rules of one query step, the best first, with the beginnings that their paths share:
 * what a beginning reaches is found once for all rules that have it. Immutable.
 */
final class PathTree {
  /** The node of the empty path. */
  static final int ROOT = 0;

  private final Rule.Closed[] rules;
  private final int[] beginnings; // of each rule: the node of its path without the last step
  private final int[] lastSteps;
  private final List<Integer> parents = new ArrayList<>(List.of(-1));
  private final List<Integer> steps = new ArrayList<>(List.of(-1));

  /** Takes closed rules of one relation, the best first, as walked in a direction of their head. */
  PathTree(List<Rule.Closed> rules, boolean forward) {
    this.rules = rules.toArray(Rule.Closed[]::new);
    this.beginnings = new int[rules.size()];
    this.lastSteps = new int[rules.size()];
    Map<Long, Integer> nodes = new HashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      int[] path = rules.get(i).path();
      int[] walked = forward ? path : Step.reversed(path);
      int node = ROOT;
      for (int step : Arrays.copyOf(walked, walked.length - 1)) {
        node = child(nodes, node, step);
      }
      beginnings[i] = node;
      lastSteps[i] = walked[walked.length - 1];
    }
  }

  private int child(Map<Long, Integer> nodes, int parent, int step) {
    return nodes.computeIfAbsent(
        (long) parent << 32 | step,
        key -> {
          parents.add(parent);
          steps.add(step);
          return parents.size() - 1;
        });
  }

  int rules() {
    return rules.length;
  }

  Rule.Closed rule(int i) {
    return rules[i];
  }

  int beginning(int rule) {
    return beginnings[rule];
  }

  int lastStep(int rule) {
    return lastSteps[rule];
  }

  int nodes() {
    return parents.size();
  }

  int parent(int node) {
    return parents.get(node);
  }

  int step(int node) {
    return steps.get(node);
  }
}
