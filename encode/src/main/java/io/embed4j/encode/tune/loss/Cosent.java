package io.embed4j.encode.tune.loss;

import io.embed4j.core.config.Rules;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;

/**
 * Cosines in the order of the scores:
 *
 * <pre>
 *   L = log ( 1 + Σ exp(scale (cosⱼ − cosᵢ)) ) over all pairs i, j of the batch with scoreᵢ > scoreⱼ
 * </pre>
 *
 * Su: CoSENT, kexue.fm/archives/8847, 2022; Huang et al.: CoSENT, IEEE/ACM TASLP, 2024. It depends
 * on the order of the scores alone, as Spearman's correlation does.
 *
 * @param scale 1 / temperature, positive; 20 as in the paper
 */
public record Cosent(double scale) implements Loss {
  public Cosent {
    Rules.require(scale > 0, "scale", "must be positive", scale);
  }

  /** Returns scale 20. */
  public static Cosent defaults() {
    return new Cosent(20);
  }

  @Override
  public Needs needs() {
    return Needs.SCORE;
  }

  @Override
  public double addGradient(Tuples tuples, Matrix vectors, Matrix gradient, Workers workers) {
    PairCosines pairs = PairCosines.of(tuples, vectors);
    int n = tuples.pairs();
    double most = 0; // the exponent of the 1
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (tuples.targets()[i] > tuples.targets()[j]) {
          most = Math.max(most, scale * (pairs.cosine(j) - pairs.cosine(i)));
        }
      }
    }
    double sum = Math.exp(-most);
    double[] dc = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (tuples.targets()[i] > tuples.targets()[j]) {
          double term = Math.exp(scale * (pairs.cosine(j) - pairs.cosine(i)) - most);
          sum += term;
          dc[i] -= term;
          dc[j] += term;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      dc[i] *= scale / sum;
    }
    pairs.addGradient(dc, gradient);
    return most + Math.log(sum);
  }
}
