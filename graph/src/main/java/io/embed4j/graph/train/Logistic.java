package io.embed4j.graph.train;

import io.embed4j.core.math.Vectors;

/** The logistic function over a row. */
final class Logistic {
  private static final int BLOCK =
      32; // factors in [1, 2] whose product stays far below the largest float

  private Logistic() {}

  /**
   * Replaces sᵢ by σ(xᵢ), xᵢ = sᵢ + offset, and returns Σ softplus(xᵢ) = Σ max(xᵢ, 0) + log(1 +
   * exp(−|xᵢ|)); logarithms are taken of products of {@link #BLOCK} factors.
   */
  static double toSigmoidInPlace(float[] s, int start, int length, float offset) {
    double sum = 0;
    boolean[] negative = new boolean[BLOCK];
    for (int from = 0; from < length; from += BLOCK) {
      int count = Math.min(BLOCK, length - from);
      float positive = 0;
      for (int i = 0; i < count; i++) {
        float x = s[start + from + i] + offset;
        negative[i] = x < 0;
        positive += Math.max(x, 0);
        s[start + from + i] = -Math.abs(x);
      }
      Vectors.exponentiateInPlace(s, start + from, count, 0); // e = exp(−|x|)
      float product = 1;
      for (int i = 0; i < count; i++) {
        float e = s[start + from + i];
        product *= 1 + e;
        s[start + from + i] = negative[i] ? e / (1 + e) : 1 / (1 + e);
      }
      sum += positive + Math.log(product);
    }
    return sum;
  }
}
