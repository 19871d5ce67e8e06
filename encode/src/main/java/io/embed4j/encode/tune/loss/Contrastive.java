package io.embed4j.encode.tune.loss;

import io.embed4j.core.config.Rules;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;

/**
 * Pairs of label 1 together, pairs of label 0 apart by a margin:
 *
 * <pre>
 *   L = 1/n Σ ½ ( y d² + (1 − y) max(0, margin − d)² ),   d = 1 − cos
 * </pre>
 *
 * Hadsell, Chopra, LeCun: Dimensionality Reduction by Learning an Invariant Mapping, 2006, eq. 4,
 * with the distance of cosines as in sentence-transformers.
 *
 * @param margin positive, at most 2
 */
public record Contrastive(double margin) implements Loss {
  public Contrastive {
    Rules.require(margin > 0 && margin <= 2, "margin", "must be positive and at most 2", margin);
  }

  /** Returns the margin of sentence-transformers, 0.5. */
  public static Contrastive defaults() {
    return new Contrastive(0.5);
  }

  @Override
  public Needs needs() {
    return Needs.LABEL;
  }

  @Override
  public double addGradient(Tuples tuples, Matrix vectors, Matrix gradient, Workers workers) {
    PairCosines pairs = PairCosines.of(tuples, vectors);
    int n = tuples.pairs();
    double[] dc = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double y = tuples.targets()[i];
      double d = 1 - pairs.cosine(i);
      double missing = Math.max(0, margin - d);
      sum += (y * d * d + (1 - y) * missing * missing) / 2;
      dc[i] = ((1 - y) * missing - y * d) / n;
    }
    pairs.addGradient(dc, gradient);
    return sum / n;
  }
}
