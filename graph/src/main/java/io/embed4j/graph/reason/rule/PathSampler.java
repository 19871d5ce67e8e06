package io.embed4j.graph.reason.rule;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Draws paths between the two entities of a triple: random steps from one end, and the last two
 * steps by looking for common neighbours with the other end, because a walk left to chance rarely
 * arrives. Not thread-safe.
 */
final class PathSampler {
  private final Adjacency graph;
  private final int[] marks; // of each entity: the draw in which it neighboured the goal
  private int draw;
  private long work;

  PathSampler(Adjacency graph) {
    this.graph = graph;
    this.marks = new int[graph.entities()];
  }

  /**
   * Returns the steps of a path of {@code length} edges from head to tail that visits no entity
   * twice and is not the triple itself; none if this draw did not find any.
   */
  Optional<int[]> draw(int head, int relation, int tail, int length, SplittableRandom random) {
    if (head == tail || graph.degree(head) == 0 || graph.degree(tail) == 0) {
      return Optional.empty();
    }
    if (length == 1) {
      int step = connection(head, tail, Step.forward(relation), random);
      return step == Adjacency.NONE ? Optional.empty() : Optional.of(new int[] {step});
    }
    return random.nextBoolean()
        ? path(head, tail, length, random)
        : path(tail, head, length, random).map(Step::reversed);
  }

  private Optional<int[]> path(int from, int goal, int length, SplittableRandom random) {
    int[] steps = new int[length];
    int[] visited = new int[length + 1];
    Arrays.fill(visited, goal);
    visited[0] = from;
    int at = from;
    for (int i = 0; i < length - 2; i++) {
      int edge = graph.edge(at, random.nextInt(graph.degree(at)));
      steps[i] = graph.stepAt(at, edge);
      at = graph.neighbor(edge);
      work++;
      if (contains(visited, at)) {
        return Optional.empty();
      }
      visited[i + 1] = at;
    }
    int edge = edgeToNeighborOf(goal, at, visited, random);
    if (edge == Adjacency.NONE) {
      return Optional.empty();
    }
    steps[length - 2] = graph.stepAt(at, edge);
    steps[length - 1] = connection(graph.neighbor(edge), goal, Adjacency.NONE, random);
    return Optional.of(steps);
  }

  private static boolean contains(int[] visited, int entity) {
    for (int other : visited) {
      if (other == entity) {
        return true;
      }
    }
    return false;
  }

  /** Returns a random one of the edges from {@code at} to unvisited neighbours of the goal. */
  private int edgeToNeighborOf(int goal, int at, int[] visited, SplittableRandom random) {
    draw++;
    int degree = graph.degree(goal);
    for (int i = 0; i < degree; i++) {
      marks[graph.neighbor(graph.edge(goal, i))] = draw;
    }
    for (int entity : visited) {
      marks[entity] = 0;
    }
    int chosen = Adjacency.NONE;
    int found = 0;
    int end = graph.edge(at, graph.degree(at));
    for (int edge = graph.edge(at, 0); edge < end; edge++) {
      if (marks[graph.neighbor(edge)] == draw && random.nextInt(++found) == 0) {
        chosen = edge;
      }
    }
    work += degree + graph.degree(at);
    return chosen;
  }

  /** Returns a random one of the steps between two entities, but not the excluded one. */
  private int connection(int from, int to, int excluded, SplittableRandom random) {
    if (graph.degree(from) > graph.degree(to)) {
      int back = excluded == Adjacency.NONE ? excluded : Step.inverse(excluded);
      int step = connection(to, from, back, random);
      return step == Adjacency.NONE ? step : Step.inverse(step);
    }
    int chosen = Adjacency.NONE;
    int found = 0;
    for (int g = graph.firstGroup(from); g < graph.firstGroup(from + 1); g++) {
      int step = graph.step(g);
      if (step != excluded && graph.contains(from, step, to) && random.nextInt(++found) == 0) {
        chosen = step;
      }
    }
    work += graph.firstGroup(from + 1) - graph.firstGroup(from);
    return chosen;
  }

  /** Returns how many entities and edges were looked at so far. */
  long work() {
    return work;
  }
}
