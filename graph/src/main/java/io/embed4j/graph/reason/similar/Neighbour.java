package io.embed4j.graph.reason.similar;

import java.util.Comparator;

/**
 * An entity near another one.
 *
 * @param entity its id
 * @param cosine of the two vectors, 1 for the same direction
 */
public record Neighbour(int entity, float cosine) {
  /** The nearest first, equally near ones by id. */
  static final Comparator<Neighbour> NEAREST_FIRST =
      Comparator.comparingDouble((Neighbour n) -> -n.cosine()).thenComparingInt(Neighbour::entity);
}
