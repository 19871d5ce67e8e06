package io.embed4j.neural.convolution;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;

/**
 * y = gamma (x − mean) / √(variance + epsilon) + beta for each channel: Ioffe, Szegedy: Batch
 * Normalization, 2015. Mean and variance are those of the batch in training, and running ones
 * otherwise, which training keeps. Thread-safe while nobody trains: no other state.
 *
 * @param gamma one float a channel, as the others
 * @param mean running mean; frozen, as no gradient changes it
 * @param variance running variance; frozen
 * @param momentum share of a batch in the running mean and variance
 */
public record BatchNorm(
    Parameter gamma,
    Parameter beta,
    Parameter mean,
    Parameter variance,
    float epsilon,
    float momentum) {
  /** A factor and a summand for each channel, which is all that is left of it without training. */
  public record Folded(float[] factor, float[] summand) {
    /** Replaces a row. */
    public void applyInPlace(float[] x, int offset) {
      Vectors.product(1, x, offset, factor, 0, x, offset, factor.length);
      Vectors.addScaled(1, summand, 0, x, offset, summand.length);
    }
  }

  /** Returns y = factor x + summand, from the running mean and variance. */
  public Folded folded() {
    return new ChannelMoments(gamma, beta, mean.values(), variance.values(), epsilon).folded();
  }

  /** Returns y, from the mean and variance of the rows of x, and the way back. */
  public Trace trace(Matrix x, Training training) {
    Workspace space = training.space();
    Matrix y = space.matrix(x.rows(), gamma.size());
    ChannelMoments moments = ChannelMoments.of(gamma, beta, epsilon, x, y, space);
    keep(moments, x.rows());
    moments.normalise(x, y, space);
    return new Trace(
        y,
        dy -> {
          space.release(y);
          Matrix dx = space.matrix(x.rows(), gamma.size());
          moments.backward(x, dy, dx, space);
          return dx;
        });
  }

  /**
   * As PyTorch does, the running variance is that of the population: n / (n − 1) of the batch's.
   */
  private void keep(ChannelMoments moments, int n) {
    float unbiased = n > 1 ? n / (n - 1f) : 1;
    for (int i = 0; i < gamma.size(); i++) {
      mean.values()[i] += momentum * (moments.means()[i] - mean.values()[i]);
      variance.values()[i] += momentum * (unbiased * moments.variances()[i] - variance.values()[i]);
    }
  }
}
