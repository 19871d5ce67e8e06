package io.embed4j.graph.reason.cluster;

import java.util.Arrays;

/**
 * How well clusters agree with given classes.
 *
 * @param entities those that have a class
 * @param nmi mutual information of cluster and class over the mean of their entropies, from 0 for
 *     chance to 1 for the same division; 1 if both have a single member
 * @param purity share of entities of the most frequent class of their cluster; grows with the
 *     number of clusters
 */
public record Agreement(int entities, double nmi, double purity) {
  /** The class of an entity that has none. */
  public static final int NO_CLASS = -1;

  /** Compares; entities without a class are left out. */
  public static Agreement of(int[] clusters, int[] classes) {
    int k = Arrays.stream(clusters).max().orElse(-1) + 1;
    int m = Arrays.stream(classes).max().orElse(-1) + 1;
    long[][] counts = new long[k][m];
    long[] ofCluster = new long[k];
    long[] ofClass = new long[m];
    int n = 0;
    for (int i = 0; i < clusters.length; i++) {
      if (classes[i] != NO_CLASS) {
        counts[clusters[i]][classes[i]]++;
        ofCluster[clusters[i]]++;
        ofClass[classes[i]]++;
        n++;
      }
    }
    if (n == 0) {
      return new Agreement(0, 0, 0);
    }
    double information = 0;
    long pure = 0;
    for (int c = 0; c < k; c++) {
      pure += Arrays.stream(counts[c]).max().orElse(0);
      for (int j = 0; j < m; j++) {
        if (counts[c][j] > 0) {
          double ratio = (double) n * counts[c][j] / ((double) ofCluster[c] * ofClass[j]);
          information += counts[c][j] * StrictMath.log(ratio) / n;
        }
      }
    }
    double mean = (entropy(ofCluster, n) + entropy(ofClass, n)) / 2;
    return new Agreement(n, mean == 0 ? 1 : Math.min(1, information / mean), (double) pure / n);
  }

  private static double entropy(long[] counts, int n) {
    double entropy = 0;
    for (long count : counts) {
      entropy -= count == 0 ? 0 : (double) count / n * StrictMath.log((double) count / n);
    }
    return entropy;
  }
}
