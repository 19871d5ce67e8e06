package io.embed4j.graph.reason.complete;

import io.embed4j.graph.data.KnowledgeGraph;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which facts are wanted.
 *
 * @param top how many at most
 * @param perHead how many at most of one head
 * @param relations in any order, each once
 * @param heads which entities may be heads; not to be written to
 * @param tails which entities may be tails; not to be written to
 */
public record Request(int top, int perHead, List<Wanted> relations, BitSet heads, BitSet tails) {
  public Request {
    if (top < 1 || perHead < 1) {
      throw new IllegalArgumentException(
          "top and perHead must be at least 1, but are " + top + " and " + perHead);
    }
    relations = List.copyOf(relations);
  }

  /**
   * A relation whose facts are wanted.
   *
   * @param relation its id
   * @param leastScore what a fact must score at least
   * @param loops whether its facts may be of an entity with itself
   */
  public record Wanted(int relation, float leastScore, Loops loops) {
    /** Makes one of which all facts are wanted. */
    public Wanted(int relation) {
      this(relation, Float.NEGATIVE_INFINITY, Loops.ALLOWED);
    }
  }

  /** What to do with facts of an entity with itself. */
  public enum Loops {
    /** They are facts like others. */
    ALLOWED,
    /** They are not wanted. */
    LEFT_OUT
  }

  /** Returns the request for the best facts of a whole graph. */
  public static Request all(KnowledgeGraph graph, int top) {
    BitSet entities = new BitSet(graph.entities().size());
    entities.set(0, graph.entities().size());
    List<Wanted> relations =
        IntStream.range(0, graph.relations().size()).mapToObj(Wanted::new).toList();
    return new Request(top, Integer.MAX_VALUE, relations, entities, entities);
  }

  /** Returns a text that differs, but for chance, for another request. */
  String fingerprint() {
    return "%08x".formatted(List.of(top, perHead, relations, heads, tails).hashCode());
  }
}
