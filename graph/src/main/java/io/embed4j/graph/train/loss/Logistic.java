package io.embed4j.graph.train.loss;

import io.embed4j.core.math.Vectors;

/** The logistic function σ(x) = 1 / (1 + exp(−x)) and softplus(x) = log(1 + exp(x)) over a row. */
final class Logistic {
  /** Factors in [1, 2] whose product stays far below the largest float. */
  private static final int BLOCK = 32;

  private Logistic() {}

  /** Returns σ(x). */
  static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return x < 0 ? e / (1 + e) : 1 / (1 + e);
  }

  /** Returns softplus(x) = max(x, 0) + log(1 + exp(−|x|)), which does not overflow. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /**
   * Replaces sᵢ by wᵢ·σ(xᵢ), xᵢ = sᵢ + offset, and returns Σ wᵢ·softplus(xᵢ).
   *
   * @param w weights, one for each of the {@code length} scores
   */
  static double toWeightedSigmoidInPlace(
      float[] s, int start, float[] w, int length, float offset) {
    double sum = 0;
    float[] x = new float[BLOCK];
    for (int from = 0; from < length; from += BLOCK) {
      int count = Math.min(BLOCK, length - from);
      for (int i = 0; i < count; i++) {
        x[i] = s[start + from + i] + offset;
        s[start + from + i] = -Math.abs(x[i]);
      }
      Vectors.exponentiateInPlace(s, start + from, count, 0); // e = exp(−|x|)
      for (int i = 0; i < count; i++) {
        float e = s[start + from + i];
        float weight = w[from + i];
        sum += weight * (Math.max(x[i], 0) + log1p(e));
        s[start + from + i] = weight * (x[i] < 0 ? e / (1 + e) : 1 / (1 + e));
      }
    }
    return sum;
  }

  /**
   * Returns log(1 + e) for e in [0, 1], to 1e-9, in a few nanoseconds: log(1 + e) = 2 artanh u with
   * u = e / (2 + e) ≤ 1/3, and artanh u = u + u³/3 + u⁵/5 + …, cut after u¹⁷ / 17.
   */
  static double log1p(double e) {
    double u = e / (2 + e);
    double square = u * u;
    double series = 1.0 / 17;
    for (int k = 15; k >= 1; k -= 2) {
      series = Math.fma(series, square, 1.0 / k);
    }
    return 2 * u * series;
  }
}
