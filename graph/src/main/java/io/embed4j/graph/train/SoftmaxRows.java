package io.embed4j.graph.train;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.train.loss.Loss;

/**
 * Turns rows of scores of all candidates into weights for {@link CandidateGradients}, in place, and
 * returns the loss: the softmax and its gradient in one visit of a row that is still in cache.
 */
final class SoftmaxRows {
  private static final int ROWS_PER_TASK = 4;

  private final Loss loss;
  private final CandidateGradients gradients;
  private final int candidates;

  SoftmaxRows(Loss loss, CandidateGradients gradients, int candidates) {
    this.loss = loss;
    this.gradients = gradients;
    this.candidates = candidates;
    if (!(loss instanceof Loss.CrossEntropy) && !(loss instanceof Loss.BinaryCrossEntropy)) {
      throw new IllegalArgumentException(
          "loss must be cross-entropy or binary-cross-entropy when all entities are candidates, but is "
              + loss);
    }
  }

  /**
   * Replaces scores by weights and returns the weighted sum of the losses.
   *
   * @param scores one row a query, one column a candidate
   * @param firstQuery the query of row 0
   */
  double toWeights(
      Matrix scores, Answers answers, int firstQuery, Weighting weighting, Workers workers) {
    double[] losses = new double[scores.rows()];
    workers.forEach(
        (scores.rows() + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
        task -> {
          float[] saved = new float[gradients.needsScores() ? candidates : 0];
          int end = Math.min(scores.rows(), (task + 1) * ROWS_PER_TASK);
          for (int i = task * ROWS_PER_TASK; i < end; i++) {
            int offset = scores.offset() + i * scores.rowStride();
            System.arraycopy(scores.data(), offset, saved, 0, saved.length);
            losses[i] = row(scores.data(), offset, answers, firstQuery + i, weighting);
            gradients.toWeights(scores.data(), offset, saved, 0, candidates);
          }
        });
    double sum = 0;
    for (double value : losses) {
      sum += value;
    }
    return sum;
  }

  private double row(float[] s, int offset, Answers answers, int query, Weighting weighting) {
    return switch (loss) {
      case Loss.CrossEntropy(double labelSmoothing) ->
          crossEntropy(s, offset, answers, query, weighting, labelSmoothing);
      case Loss.BinaryCrossEntropy bce ->
          binaryCrossEntropy(s, offset, answers, query, weighting, bce);
      case Loss.MarginRanking _, Loss.SelfAdversarial _ ->
          throw new IllegalStateException("refused by the constructor");
    };
  }

  /**
   * Σ over answers t of −log softmax(t) = n log Z − Σ s(t); ds = n softmax − labels, each times the
   * weight.
   */
  private double crossEntropy(
      float[] s, int offset, Answers answers, int query, Weighting weighting, double smoothing) {
    int n = answers.count(query);
    double weight = weighting.ofAnswer(n);
    double trueScores = 0;
    for (int p = answers.start(query); p < answers.end(query); p++) {
      trueScores += s[offset + answers.entity(p)];
    }
    double labelled = (1 - smoothing) * trueScores;
    if (smoothing > 0) {
      labelled += smoothing * n / candidates * Vectors.sum(s, offset, candidates);
    }
    float max = Vectors.max(s, offset, candidates);
    float sum = Vectors.exponentiateInPlace(s, offset, candidates, max);
    double logZ = max + Math.log(sum);
    Vectors.scaleInPlace((float) (weight * n / sum), s, offset, candidates);
    if (smoothing > 0) {
      subtract((float) (weight * n * smoothing / candidates), s, offset, candidates);
    }
    float label = (float) (weight * (1 - smoothing));
    for (int p = answers.start(query); p < answers.end(query); p++) {
      s[offset + answers.entity(p)] -= label;
    }
    return weight * (n * logZ - labelled);
  }

  /**
   * Mean over the candidates of softplus(x) − y x, with x = offset + score, summed over what the
   * weighting counts: the triples of the query, each with one label, or the query with all labels.
   */
  private double binaryCrossEntropy(
      float[] s,
      int offset,
      Answers answers,
      int query,
      Weighting weighting,
      Loss.BinaryCrossEntropy bce) {
    int n = answers.count(query);
    double weight = weighting.ofAnswer(n) * n / candidates;
    double smoothing = bce.labelSmoothing();
    double label = weighting.ofBinaryLabel(n) / candidates * (1 - smoothing);
    double trueLogits = 0;
    for (int p = answers.start(query); p < answers.end(query); p++) {
      trueLogits += s[offset + answers.entity(p)] + bce.offset();
    }
    double smoothed = 0;
    if (smoothing > 0) {
      double sum = Vectors.sum(s, offset, candidates) + candidates * bce.offset();
      smoothed = smoothing / 2 * sum;
    }
    double softplus = Vectors.sigmoidInPlace(s, offset, candidates, (float) bce.offset());
    Vectors.scaleInPlace((float) weight, s, offset, candidates);
    if (smoothing > 0) {
      subtract((float) (weight * smoothing / 2), s, offset, candidates);
    }
    for (int p = answers.start(query); p < answers.end(query); p++) {
      s[offset + answers.entity(p)] -= (float) label;
    }
    return weight * (softplus - smoothed) - label * trueLogits;
  }

  private static void subtract(float value, float[] s, int offset, int length) {
    for (int j = offset; j < offset + length; j++) {
      s[j] -= value;
    }
  }
}
