package io.embed4j.encode.tune.loss;

import io.embed4j.core.config.Rules;
import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;

/**
 * The second text of a pair against those of all other pairs and all hard negatives of the batch:
 *
 * <pre>
 *   L = −1/n Σᵢ log ( exp(Sᵢᵢ) / Σ꜀ exp(Sᵢ꜀) ),   S = scale · cos
 * </pre>
 *
 * Henderson et al.: Efficient Natural Language Response Suggestion for Smart Reply, 2017, §4; van
 * den Oord et al.: Contrastive Predictive Coding, 2018 (InfoNCE). Known ties are left out of the
 * sum.
 *
 * @param scale 1 / temperature, positive; 20 as in sentence-transformers
 * @param symmetric whether second texts also have to find their first texts; the loss is then the
 *     mean of both directions
 */
public record MultipleNegativesRanking(double scale, boolean symmetric) implements Loss {
  public MultipleNegativesRanking {
    Rules.require(scale > 0, "scale", "must be positive", scale);
  }

  /** Returns scale 20, from first to second texts only. */
  public static MultipleNegativesRanking defaults() {
    return new MultipleNegativesRanking(20, false);
  }

  @Override
  public Needs needs() {
    return Needs.NOTHING;
  }

  @Override
  public double addGradient(Tuples tuples, Matrix vectors, Matrix gradient, Workers workers) {
    BatchScores batch = BatchScores.of(tuples, vectors, scale, workers);
    double weight = (symmetric ? 0.5 : 1) / tuples.pairs();
    Matrix back = batch.columns();
    double loss = crossEntropyInPlace(batch.scores(), weight);
    Matrix ds = batch.scores();
    if (symmetric) {
      loss += crossEntropyInPlace(back, weight);
      for (int i = 0; i < back.rows(); i++) {
        for (int j = 0; j < back.rows(); j++) {
          ds.data()[j * ds.rowStride() + i] += back.at(i, j);
        }
      }
    }
    batch.addGradient(ds, gradient, workers);
    return loss;
  }

  /** Returns weight · Σ (logsumexp S − Sᵢᵢ), and leaves weight · (softmax(S) − 1) in S. */
  private static double crossEntropyInPlace(Matrix s, double weight) {
    double sum = 0;
    for (int i = 0; i < s.rows(); i++) {
      int row = i * s.rowStride();
      float own = s.data()[row + i];
      sum += Vectors.softmaxInPlace(s.data(), row, s.columns()) - own;
      s.data()[row + i] -= 1;
    }
    Vectors.scaleInPlace((float) weight, s.data(), 0, s.rows() * s.columns());
    return weight * sum;
  }
}
