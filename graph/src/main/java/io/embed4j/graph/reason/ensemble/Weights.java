package io.embed4j.graph.reason.ensemble;

import io.embed4j.graph.data.Side;

/**
 * How much rules count beside the model, by side and relation.
 *
 * @param tails by relation, for the queries (head, relation, ?)
 * @param heads by relation, for the queries (?, relation, tail)
 */
public record Weights(float[] tails, float[] heads) {
  /** Returns the weight for one kind of query. */
  public float of(Side side, int relation) {
    return side == Side.TAIL ? tails[relation] : heads[relation];
  }
}
