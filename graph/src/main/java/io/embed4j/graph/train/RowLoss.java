package io.embed4j.graph.train;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.graph.train.loss.Loss;
import io.embed4j.graph.train.loss.SampledLoss;

/** The loss of one query from its row of scores, which become weights. One per thread. */
final class RowLoss {
  private final CandidateGradients gradients;
  private final SampledLoss loss;
  private float[] saved = new float[0];

  RowLoss(Loss loss, CandidateGradients gradients) {
    this.gradients = gradients;
    this.loss = new SampledLoss(loss);
  }

  /**
   * Turns row {@code i} of the scores of the negatives into weights for {@link CandidateGradients}
   * and returns the loss times {@code share}.
   *
   * @param dTrueScores element {@code index} becomes the derivative of the true score
   */
  double toWeights(Matrix s, int i, float trueScore, float share, float[] dTrueScores, int index) {
    int offset = s.offset() + i * s.rowStride();
    int n = s.columns();
    if (gradients.needsScores()) {
      saved = saved.length < n ? new float[n] : saved;
      System.arraycopy(s.data(), offset, saved, 0, n);
    }
    dTrueScores[index] = trueScore;
    double value = share * loss.differentiateInPlace(dTrueScores, index, s.data(), offset, n);
    dTrueScores[index] *= share;
    Vectors.scaleInPlace(share, s.data(), offset, n);
    gradients.toWeights(s.data(), offset, saved, 0, n);
    return value;
  }
}
