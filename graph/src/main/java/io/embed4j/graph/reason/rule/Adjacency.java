package io.embed4j.graph.reason.rule;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import java.util.Arrays;

/**
 * The neighbours of each entity by {@link Step}: every triple is an edge of its head and, walked
 * back, of its tail. The edges of an entity lie together, sorted by step, then by neighbour; those
 * of one step are a group. Triples of an entity with itself are left out: no rule speaks of them,
 * because its variables stand for different entities. Immutable.
 */
final class Adjacency {
  /** What {@link #group} returns where an entity has no edge of a step. */
  static final int NONE = -1;

  private final int[] firstGroups; // of each entity; one more entry than entities
  private final int[] groupSteps;
  private final int[] groupStarts; // into neighbors; one more entry than groups
  private final int[] neighbors;
  private final long[] signatures; // of each entity: the lowest six bits of its steps, as a set
  private final int[][] members; // of each step: the entities that have it, ascending

  private Adjacency(long[] edges, int[] edgeStarts, int steps) {
    int entities = edgeStarts.length - 1;
    firstGroups = new int[entities + 1];
    int[] stepsOfGroups = new int[edges.length];
    int[] starts = new int[edges.length + 1];
    neighbors = new int[edges.length];
    int groups = 0;
    int kept = 0;
    for (int e = 0; e < entities; e++) {
      for (int i = edgeStarts[e]; i < edgeStarts[e + 1]; i++) {
        boolean first = i == edgeStarts[e];
        if (!first && edges[i] == edges[i - 1]) {
          continue; // the graph says it twice
        }
        int step = (int) (edges[i] >>> 32);
        if (first || step != stepsOfGroups[groups - 1]) {
          starts[groups] = kept;
          stepsOfGroups[groups++] = step;
        }
        neighbors[kept++] = (int) edges[i];
      }
      firstGroups[e + 1] = groups;
    }
    starts[groups] = kept;
    groupSteps = Arrays.copyOf(stepsOfGroups, groups);
    groupStarts = Arrays.copyOf(starts, groups + 1);
    signatures = new long[entities];
    for (int e = 0; e < entities; e++) {
      for (int g = firstGroups[e]; g < firstGroups[e + 1]; g++) {
        signatures[e] |= 1L << groupSteps[g];
      }
    }
    members = members(steps);
  }

  /** Returns the neighbours that the training triples of a graph give. */
  static Adjacency of(KnowledgeGraph graph) {
    Triples triples = graph.train();
    int entities = graph.entities().size();
    int[] starts = new int[entities + 1];
    int loops = 0;
    for (int i = 0; i < triples.size(); i++) {
      if (triples.head(i) == triples.tail(i)) {
        loops++;
        continue;
      }
      starts[triples.head(i) + 1]++;
      starts[triples.tail(i) + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    long[] edges = new long[2 * (triples.size() - loops)];
    int[] next = Arrays.copyOf(starts, entities);
    for (int i = 0; i < triples.size(); i++) {
      if (triples.head(i) == triples.tail(i)) {
        continue;
      }
      int step = Step.forward(triples.relation(i));
      edges[next[triples.head(i)]++] = (long) step << 32 | triples.tail(i);
      edges[next[triples.tail(i)]++] = (long) Step.inverse(step) << 32 | triples.head(i);
    }
    for (int e = 0; e < entities; e++) {
      Arrays.sort(edges, starts[e], starts[e + 1]);
    }
    return new Adjacency(edges, starts, 2 * graph.relations().size());
  }

  private int[][] members(int steps) {
    int[] counts = new int[steps];
    for (int step : groupSteps) {
      counts[step]++;
    }
    int[][] result = new int[steps][];
    Arrays.setAll(result, step -> new int[counts[step]]);
    int[] next = new int[steps];
    for (int e = 0; e + 1 < firstGroups.length; e++) {
      for (int g = firstGroups[e]; g < firstGroups[e + 1]; g++) {
        int step = groupSteps[g];
        result[step][next[step]++] = e;
      }
    }
    return result;
  }

  int entities() {
    return firstGroups.length - 1;
  }

  int steps() {
    return members.length;
  }

  /** Returns the entities with an edge of a step, ascending; not to be written to. */
  int[] having(int step) {
    return members[step];
  }

  /** Returns the first group of an entity; its groups end where those of the next one start. */
  int firstGroup(int entity) {
    return firstGroups[entity];
  }

  /** Returns the group of an entity's edges of one step, or {@link #NONE}. */
  int group(int entity, int step) {
    if ((signatures[entity] >>> step & 1) == 0) { // Java takes the lowest six bits of the step
      return NONE;
    }
    int g = Arrays.binarySearch(groupSteps, firstGroups[entity], firstGroups[entity + 1], step);
    return g < 0 ? NONE : g;
  }

  int step(int group) {
    return groupSteps[group];
  }

  /** Returns where the neighbours of a group start; they end where those of the next one start. */
  int start(int group) {
    return groupStarts[group];
  }

  int neighbor(int position) {
    return neighbors[position];
  }

  /** Returns the number of edges of an entity. */
  int degree(int entity) {
    return groupStarts[firstGroups[entity + 1]] - groupStarts[firstGroups[entity]];
  }

  /** Returns the number of an entity's edges of one step. */
  int degree(int entity, int step) {
    int g = group(entity, step);
    return g == NONE ? 0 : groupStarts[g + 1] - groupStarts[g];
  }

  /** Returns the position of edge {@code i} of an entity, from 0 to its degree (exclusive). */
  int edge(int entity, int i) {
    return groupStarts[firstGroups[entity]] + i;
  }

  /** Returns the step of the edge at a position of an entity. */
  int stepAt(int entity, int position) {
    int from = firstGroups[entity];
    int g = Arrays.binarySearch(groupStarts, from, firstGroups[entity + 1], position);
    return groupSteps[g >= 0 ? g : -g - 2];
  }

  /** Returns whether step(from, to) holds. */
  boolean contains(int from, int step, int to) {
    int g = group(from, step);
    return g != NONE && Arrays.binarySearch(neighbors, groupStarts[g], groupStarts[g + 1], to) >= 0;
  }
}
