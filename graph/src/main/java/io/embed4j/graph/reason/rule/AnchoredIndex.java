package io.embed4j.graph.reason.rule;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The anchored rules of one head step, to be found by what they start from. Immutable. */
final class AnchoredIndex {
  private final Rule.Anchored[] byBody;
  private final long[] bodies; // of byBody, ascending
  private final Rule.Anchored[] byConstant;
  private final int[] constants; // of byConstant, ascending

  AnchoredIndex(List<Rule.Anchored> rules) {
    byBody = sorted(rules, Comparator.comparingLong(rule -> key(rule.body(), rule.end())));
    bodies = Arrays.stream(byBody).mapToLong(rule -> key(rule.body(), rule.end())).toArray();
    byConstant = sorted(rules, Comparator.comparingInt(Rule.Anchored::constant));
    constants = Arrays.stream(byConstant).mapToInt(Rule.Anchored::constant).toArray();
  }

  private static Rule.Anchored[] sorted(
      List<Rule.Anchored> rules, Comparator<Rule.Anchored> order) {
    return rules.stream()
        .sorted(order.thenComparing(Rule.BEST_FIRST))
        .toArray(Rule.Anchored[]::new);
  }

  private static long key(int body, int end) {
    return (long) body << 32 | (end & 0xFFFF_FFFFL);
  }

  /** Returns the rules with this body, the best first. */
  List<Rule.Anchored> withBody(int body, int end) {
    long key = key(body, end);
    int from = lowerBound(key);
    int to = from;
    while (to < bodies.length && bodies[to] == key) {
      to++;
    }
    return Arrays.asList(byBody).subList(from, to);
  }

  private int lowerBound(long key) {
    int low = 0;
    int high = bodies.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bodies[middle] < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Returns the rules with this constant in the head, the best first. */
  List<Rule.Anchored> withConstant(int constant) {
    int from = Arrays.binarySearch(constants, constant);
    if (from < 0) {
      return List.of();
    }
    int to = from;
    while (from > 0 && constants[from - 1] == constant) {
      from--;
    }
    while (to < constants.length && constants[to] == constant) {
      to++;
    }
    return Arrays.asList(byConstant).subList(from, to);
  }
}
