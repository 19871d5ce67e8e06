package io.embed4j.graph.reason.similar;

import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What triples say about each entity, as head and as tail. Immutable; 8 bytes for either end of a
 * triple.
 */
public final class EntityFacts {
  private final int[] starts;

  /** Per entity ascending: role above the other entity. */
  private final long[] facts;

  /**
   * Half a triple.
   *
   * @param relation its relation
   * @param asked the side where the other entity stands
   * @param other the other entity
   */
  public record Fact(int relation, Side asked, int other) {}

  /** Collects the distinct facts of triples. */
  public EntityFacts(int entities, Triples triples) {
    int[] counts = new int[entities];
    for (int i = 0; i < triples.size(); i++) {
      counts[triples.head(i)]++;
      counts[triples.tail(i)]++;
    }
    starts = new int[entities + 1];
    for (int e = 0; e < entities; e++) {
      starts[e + 1] = Math.addExact(starts[e], counts[e]);
    }
    facts = new long[starts[entities]];
    int[] next = Arrays.copyOf(starts, entities);
    for (int i = 0; i < triples.size(); i++) {
      long asHead = 2L * triples.relation(i);
      facts[next[triples.head(i)]++] = asHead << 32 | triples.tail(i);
      facts[next[triples.tail(i)]++] = (asHead + 1) << 32 | triples.head(i);
    }
    for (int e = 0; e < entities; e++) {
      Arrays.sort(facts, starts[e], starts[e + 1]);
    }
  }

  /** Returns the number of entities. */
  public int entities() {
    return starts.length - 1;
  }

  /** Returns the number of facts of an entity; a triple that is there twice counts twice. */
  public int count(int entity) {
    return starts[entity + 1] - starts[entity];
  }

  /**
   * Returns the roles of an entity, one for each fact, ascending: twice the relation where it is
   * the head, one more where it is the tail.
   */
  public int[] roles(int entity) {
    int[] roles = new int[count(entity)];
    Arrays.setAll(roles, i -> (int) (facts[starts[entity] + i] >>> 32));
    return roles;
  }

  /** Returns the facts that two entities have in common. */
  public List<Fact> shared(int one, int two) {
    List<Fact> shared = new ArrayList<>();
    int i = starts[one];
    int j = starts[two];
    while (i < starts[one + 1] && j < starts[two + 1]) {
      int order = Long.compare(facts[i], facts[j]);
      if (order == 0) {
        shared.add(fact(facts[i]));
      }
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
    }
    return shared;
  }

  private static Fact fact(long row) {
    int role = (int) (row >>> 32);
    return new Fact(role / 2, role % 2 == 0 ? Side.TAIL : Side.HEAD, (int) row);
  }
}
