package io.embed4j.graph.reason.rule;

import java.util.Arrays;

/**
 * Sets of entities that a path leads to, found step by step: all that one step reaches from a set
 * is again a set, so that work grows with edges and not with paths.
 *
 * <p>Different variables must stand for different entities. A walk never returns to its origin, nor
 * to where it was one step ago; the latter needs, beside each entity, the only one that leads to
 * it. For paths of up to three steps this is all that object identity asks for; in longer ones an
 * entity may come back after three steps. Not thread-safe.
 */
final class Walk {
  private static final int SEVERAL = -1;
  private static final int NOBODY = -2;

  private final Adjacency graph;
  private final int[] stamps; // of each entity: the step that reached it last
  private final int[] places; // of each entity in the set of that step
  private int stamp;
  private long work;

  Walk(Adjacency graph) {
    this.graph = graph;
    this.stamps = new int[graph.entities()];
    this.places = new int[graph.entities()];
  }

  /** Entities, each with the only one that leads to it. */
  static final class Reached {
    private int[] entities = new int[16];
    private int[] sources = new int[16];
    private int size;

    int size() {
      return size;
    }

    int entity(int i) {
      return entities[i];
    }

    /** Makes this the set of one entity where walks begin. */
    void startAt(int entity) {
      size = 0;
      add(entity, NOBODY);
    }

    private void add(int entity, int source) {
      if (size == entities.length) {
        entities = Arrays.copyOf(entities, 2 * size);
        sources = Arrays.copyOf(sources, 2 * size);
      }
      entities[size] = entity;
      sources[size++] = source;
    }
  }

  /** Replaces {@code to} by what one step reaches from {@code from} without the origin. */
  void step(Reached from, int step, int origin, Reached to) {
    to.size = 0;
    stamp++;
    for (int i = 0; i < from.size; i++) {
      int at = from.entities[i];
      int group = graph.group(at, step);
      if (group != Adjacency.NONE) {
        int end = graph.start(group + 1);
        work += end - graph.start(group);
        for (int k = graph.start(group); k < end; k++) {
          int next = graph.neighbor(k);
          if (next != origin && next != from.sources[i]) {
            reach(next, at, to);
          }
        }
      }
    }
    work += from.size;
  }

  private void reach(int next, int at, Reached to) {
    if (stamps[next] != stamp) {
      stamps[next] = stamp;
      places[next] = to.size;
      to.add(next, at);
    } else if (to.sources[places[next]] != at) {
      to.sources[places[next]] = SEVERAL;
    }
  }

  /** Returns how many entities and edges were looked at so far. */
  long work() {
    return work;
  }
}
