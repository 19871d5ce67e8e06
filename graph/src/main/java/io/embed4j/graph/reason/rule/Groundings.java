package io.embed4j.graph.reason.rule;

import io.embed4j.core.run.Seeds;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Counts how often closed rules are right: from entities that the path may start at, in random
 * order, all ends of the path, until enough pairs are seen. Short paths are counted to the end. The
 * counts depend on the seed and the rule alone. Not thread-safe.
 */
final class Groundings {
  /** Pairs after which the share is known well enough, if they come from enough origins. */
  private static final int ENOUGH_PAIRS = 2_000;

  private static final int ENOUGH_ORIGINS = 10;

  /** Pairs without a single right one after which a rule is given up. */
  private static final int HOPELESS_PAIRS = 500;

  /** Entities and edges looked at in vain or not, after which the counts stand as they are. */
  private static final int MOST_WORK = 200_000;

  private final Adjacency graph;
  private final long seed;
  private final Walk walk;
  private Walk.Reached here = new Walk.Reached();
  private Walk.Reached next = new Walk.Reached();

  Groundings(Adjacency graph, long seed) {
    this.graph = graph;
    this.seed = seed;
    this.walk = new Walk(graph);
  }

  /** Returns the evidence for relation(X, Y) ← path from X to Y. */
  Rule.Evidence count(int relation, int[] path) {
    int head = Step.forward(relation);
    int[] origins = graph.having(path[0]);
    int[] order = order(origins.length, relation, path);
    int pairs = 0;
    int right = 0;
    long limit = walk.work() + MOST_WORK;
    for (int i = 0; i < origins.length && walk.work() < limit; i++) {
      boolean enough = pairs >= ENOUGH_PAIRS && i >= ENOUGH_ORIGINS;
      if (enough || (right == 0 && pairs >= HOPELESS_PAIRS)) {
        break;
      }
      int origin = origins[(int) ((order[0] + (long) order[1] * i) % origins.length)];
      Walk.Reached ends = ends(origin, path);
      pairs += ends.size();
      right += right(origin, head, ends);
    }
    return new Rule.Evidence(right, pairs);
  }

  /** Returns offset and stride of a walk through all of {@code size} places in random order. */
  private int[] order(int size, int relation, int[] path) {
    SplittableRandom random =
        Seeds.stream(seed, "groundings", 31L * Arrays.hashCode(path) + relation);
    int stride = size < 2 ? 1 : 1 + random.nextInt(size - 1);
    while (gcd(stride, size) > 1) {
      stride = stride % (size - 1) + 1;
    }
    return new int[] {random.nextInt(size), stride};
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private Walk.Reached ends(int origin, int[] path) {
    here.startAt(origin);
    for (int step : path) {
      walk.step(here, step, origin, next);
      Walk.Reached reached = next;
      next = here;
      here = reached;
    }
    return here;
  }

  private int right(int origin, int head, Walk.Reached ends) {
    if (graph.group(origin, head) == Adjacency.NONE) {
      return 0;
    }
    int right = 0;
    for (int i = 0; i < ends.size(); i++) {
      right += graph.contains(origin, head, ends.entity(i)) ? 1 : 0;
    }
    return right;
  }

  /** Returns how many entities and edges were looked at so far. */
  long work() {
    return walk.work();
  }
}
