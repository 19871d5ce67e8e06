package io.embed4j.graph.reason.calibrate;

import java.util.Arrays;

/**
 * The curve of least squared error among those that never fall: neighbours that would fall are
 * pooled (Ayer, Brunk, Ewing, Reid, Silverman 1955). A pool gives one point, at its mean score, so
 * that the curve rises between pools instead of leaping (Oron, Flournoy 2017, "Centered isotonic
 * regression"). Targets are Platt's, so that no triple is certain.
 */
final class IsotonicFit {
  private IsotonicFit() {}

  /**
   * Fits a curve.
   *
   * @param scores ascending
   * @param targets what the curve is to give there
   */
  static Curve.Isotonic of(double[] scores, double[] targets) {
    int n = scores.length;
    double[] weights = new double[n];
    double[] x = new double[n]; // sums while pools grow, means at the end
    double[] y = new double[n];
    int pools = 0;
    for (int i = 0; i < n; i++) {
      boolean tied = i > 0 && scores[i] == scores[i - 1];
      int pool = tied ? pools - 1 : pools++;
      weights[pool] += 1;
      x[pool] += scores[i];
      y[pool] += targets[i];
      boolean complete = i + 1 == n || scores[i + 1] != scores[i];
      while (complete && pools > 1 && falls(pools - 1, weights, y)) {
        pools--;
        for (double[] sums : new double[][] {weights, x, y}) {
          sums[pools - 1] += sums[pools];
          sums[pools] = 0;
        }
      }
    }
    for (int p = 0; p < pools; p++) {
      x[p] /= weights[p];
      y[p] /= weights[p];
    }
    return new Curve.Isotonic(Arrays.copyOf(x, pools), Arrays.copyOf(y, pools));
  }

  /** Whether a pool does not rise above the one before it. */
  private static boolean falls(int pool, double[] weights, double[] y) {
    return y[pool - 1] * weights[pool] >= y[pool] * weights[pool - 1];
  }
}
