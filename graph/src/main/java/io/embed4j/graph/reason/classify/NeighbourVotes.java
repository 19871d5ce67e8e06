package io.embed4j.graph.reason.classify;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.reason.similar.Neighbour;
import io.embed4j.graph.reason.similar.Neighbours;
import java.util.List;

/**
 * The types of the k nearest training entities, each with a vote of its cosine, and one vote of all
 * training entities together, which ranks the types that no neighbour has.
 *
 * @param neighbours among the training entities
 * @param types of the training entities
 * @param shares share of the training entities that have each type
 * @param k how many neighbours vote
 */
record NeighbourVotes(Neighbours neighbours, EntityTypes types, float[] shares, int k)
    implements TypeScorer {

  /** Returns the share of some entities that have each type. */
  static float[] shares(EntityTypes types, int[] entities) {
    float[] counts = new float[types.names().size()];
    for (int entity : entities) {
      for (int type : types.of(entity)) {
        counts[type]++;
      }
    }
    for (int t = 0; t < counts.length; t++) {
      counts[t] /= entities.length;
    }
    return counts;
  }

  @Override
  public void score(int[] entities, Matrix into) {
    List<List<Neighbour>> found = neighbours.of(entities, k);
    for (int i = 0; i < entities.length; i++) {
      int start = into.offset() + i * into.rowStride();
      System.arraycopy(shares, 0, into.data(), start, shares.length);
      float all = 1;
      for (Neighbour neighbour : found.get(i)) {
        float vote = Math.max(0, neighbour.cosine());
        all += vote;
        for (int type : types.of(neighbour.entity())) {
          into.data()[start + type] += vote;
        }
      }
      for (int t = 0; t < shares.length; t++) {
        into.data()[start + t] /= all;
      }
    }
  }
}
