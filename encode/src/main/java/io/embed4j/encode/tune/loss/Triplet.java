package io.embed4j.encode.tune.loss;

import io.embed4j.core.config.Rules;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;

/**
 * The second text nearer to the first than its hard negatives, by a margin:
 *
 * <pre>
 *   L = mean of max(0, cos(a, negative) − cos(a, p) + margin) over hard negatives
 * </pre>
 *
 * Schroff et al.: FaceNet, 2015, eq. 3; for vectors of length 1 their squared distance is 2 − 2
 * cos, so that their margin is twice this one.
 *
 * @param margin positive, at most 2
 */
public record Triplet(double margin) implements Loss {
  public Triplet {
    Rules.require(margin > 0 && margin <= 2, "margin", "must be positive and at most 2", margin);
  }

  /** Returns half the margin of FaceNet, 0.1. */
  public static Triplet defaults() {
    return new Triplet(0.1);
  }

  @Override
  public Needs needs() {
    return Needs.NEGATIVES;
  }

  @Override
  public double addGradient(Tuples tuples, Matrix vectors, Matrix gradient, Workers workers) {
    PairCosines pairs = PairCosines.of(tuples, vectors);
    int n = tuples.pairs();
    int negatives = tuples.owners().length;
    double[] dc = new double[n + negatives];
    double sum = 0;
    for (int k = 0; k < negatives; k++) {
      int own = tuples.owners()[k];
      double excess = pairs.cosine(n + k) - pairs.cosine(own) + margin;
      if (excess > 0) {
        sum += excess;
        dc[n + k] += 1.0 / negatives;
        dc[own] -= 1.0 / negatives;
      }
    }
    pairs.addGradient(dc, gradient);
    return sum / negatives;
  }
}
