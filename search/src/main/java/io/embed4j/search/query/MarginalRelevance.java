package io.embed4j.search.query;

import io.embed4j.core.math.Vectors;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses candidates by {@link Diversity}. */
final class MarginalRelevance {
  private MarginalRelevance() {}

  /**
   * Returns the numbers of the chosen candidates, in the order in which they were chosen.
   *
   * @param documents of the candidates, the best first
   * @param scores of the candidates
   * @param vectors of unit length, by document; a candidate without one is unlike all others
   */
  static int[] choose(
      int[] documents, double[] scores, Map<Integer, float[]> vectors, double relevance, int top) {
    double[] relevant = FusedScores.normalised(scores);
    double[] likeness = new double[documents.length]; // with the most alike that was chosen
    boolean[] taken = new boolean[documents.length];
    int[] chosen = new int[Math.min(top, documents.length)];
    for (int n = 0; n < chosen.length; n++) {
      int best = -1;
      double bestValue = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < documents.length; i++) {
        double value = relevance * relevant[i] - (1 - relevance) * likeness[i];
        if (!taken[i] && value > bestValue) {
          best = i;
          bestValue = value;
        }
      }
      taken[best] = true;
      chosen[n] = best;
      for (int i = 0; i < documents.length; i++) {
        double cosine = cosine(vectors.get(documents[best]), vectors.get(documents[i]));
        likeness[i] = n == 0 ? cosine : Math.max(likeness[i], cosine);
      }
    }
    return chosen;
  }

  private static double cosine(float @Nullable [] a, float @Nullable [] b) {
    return a == null || b == null ? 0 : Vectors.dot(a, 0, b, 0, a.length);
  }
}
