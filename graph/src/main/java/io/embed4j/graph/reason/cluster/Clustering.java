package io.embed4j.graph.reason.cluster;

import java.util.stream.IntStream;

/**
 * Entities in clusters. Immutable by convention.
 *
 * @param clusters the cluster of each entity, from 0
 * @param cosines of each entity and the centre of its cluster
 * @param sizes the number of entities of each cluster
 */
public record Clustering(int[] clusters, float[] cosines, int[] sizes) {
  /** Returns the number of clusters. */
  public int k() {
    return sizes.length;
  }

  /** Returns Σ cosine of entity and centre, which spherical k-means makes large. */
  public double objective() {
    return IntStream.range(0, cosines.length).mapToDouble(i -> cosines[i]).sum();
  }

  /** Returns the entities of a cluster, those nearest to its centre first. */
  public int[] members(int cluster) {
    return IntStream.range(0, clusters.length)
        .filter(e -> clusters[e] == cluster)
        .boxed()
        .sorted((a, b) -> Float.compare(cosines[b], cosines[a]))
        .mapToInt(e -> e)
        .toArray();
  }
}
