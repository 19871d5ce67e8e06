package io.embed4j.neural.convolution;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.RowSums;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.List;

/**
 * y = gamma (x − mean) / √(variance + epsilon) + beta for each channel: Ioffe, Szegedy: Batch
 * Normalization, 2015. Mean and variance are those of the batch in training, and running ones
 * otherwise, which training keeps. Thread-safe while nobody trains: no other state.
 *
 * <p>The way back from n rows, with x̂ = (x − mean) / √(variance + epsilon), is
 *
 * <pre>
 *   dgamma += Σ dy x̂    dbeta += Σ dy    dx = gamma / √(variance + epsilon) (dy − (Σ dy + x̂ Σ dy x̂) / n)
 * </pre>
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
    return folded(mean.values(), variance.values());
  }

  private Folded folded(float[] means, float[] variances) {
    float[] factor = new float[gamma.size()];
    float[] summand = new float[gamma.size()];
    for (int i = 0; i < factor.length; i++) {
      factor[i] = (float) (gamma.values()[i] / Math.sqrt((double) variances[i] + epsilon));
      summand[i] = beta.values()[i] - factor[i] * means[i];
    }
    return new Folded(factor, summand);
  }

  /** Returns y, from the mean and variance of the rows of x, and the way back. */
  public Trace trace(Matrix x, Training training) {
    Workspace space = training.space();
    int dim = gamma.size();
    int n = x.rows();
    float[] means =
        scaled(
            1f / n,
            RowSums.sum(
                space,
                n,
                dim,
                (row, sums, at) -> Vectors.addScaled(1, x.data(), start(x, row), sums, at, dim)));
    Matrix y = space.matrix(n, dim);
    float[] variances =
        scaled(
            1f / n,
            RowSums.sum(
                space,
                n,
                dim,
                (row, sums, at) -> {
                  System.arraycopy(x.data(), start(x, row), y.data(), row * dim, dim);
                  Vectors.addScaled(-1, means, 0, y.data(), row * dim, dim);
                  Vectors.addProduct(1, y.data(), row * dim, y.data(), row * dim, sums, at, dim);
                }));
    keep(means, variances, n);
    Folded folded = folded(means, variances);
    space.forRows(
        n,
        row -> {
          System.arraycopy(x.data(), start(x, row), y.data(), row * dim, dim);
          folded.applyInPlace(y.data(), row * dim);
        });
    return new Trace(
        y,
        dy -> {
          space.release(y);
          return backward(x, dy, means, variances, space);
        });
  }

  private static int start(Matrix x, int row) {
    return x.offset() + row * x.rowStride();
  }

  private static float[] scaled(float factor, float[] x) {
    Vectors.scaleInPlace(factor, x, 0, x.length);
    return x;
  }

  /**
   * As PyTorch does, the running variance is that of the population: n / (n − 1) of the batch's.
   */
  private void keep(float[] means, float[] variances, int n) {
    float unbiased = n > 1 ? n / (n - 1f) : 1;
    for (int i = 0; i < means.length; i++) {
      mean.values()[i] += momentum * (means[i] - mean.values()[i]);
      variance.values()[i] += momentum * (unbiased * variances[i] - variance.values()[i]);
    }
  }

  private Matrix backward(Matrix x, Matrix dy, float[] means, float[] variances, Workspace space) {
    int dim = gamma.size();
    float[] inverse = new float[dim]; // 1 / √(variance + epsilon)
    for (int i = 0; i < dim; i++) {
      inverse[i] = (float) (1 / Math.sqrt((double) variances[i] + epsilon));
    }
    Matrix dx = space.matrix(x.rows(), dim);
    float[] sums = // Σ dy x̂, Σ dy
        RowSums.sum(
            space,
            x.rows(),
            2 * dim,
            (row, total, at) -> {
              int out = row * dim;
              System.arraycopy(x.data(), start(x, row), dx.data(), out, dim);
              Vectors.addScaled(-1, means, 0, dx.data(), out, dim);
              Vectors.product(1, dx.data(), out, inverse, 0, dx.data(), out, dim); // x̂
              Vectors.addProduct(1, dy.data(), start(dy, row), dx.data(), out, total, at, dim);
              Vectors.addScaled(1, dy.data(), start(dy, row), total, at + dim, dim);
            });
    addGradients(sums);
    float share = -1f / x.rows();
    float[] factor = new float[dim];
    Vectors.product(1, gamma.values(), 0, inverse, 0, factor, 0, dim);
    space.forRows(
        x.rows(),
        row -> {
          int out = row * dim;
          Vectors.product(share, dx.data(), out, sums, 0, dx.data(), out, dim);
          Vectors.addScaled(share, sums, dim, dx.data(), out, dim);
          Vectors.addScaled(1, dy.data(), start(dy, row), dx.data(), out, dim);
          Vectors.product(1, dx.data(), out, factor, 0, dx.data(), out, dim);
        });
    return dx;
  }

  private void addGradients(float[] sums) {
    int at = 0;
    for (Parameter parameter : List.of(gamma, beta)) {
      if (!parameter.isFrozen()) {
        Vectors.addScaled(1, sums, at, parameter.gradient(), 0, parameter.size());
      }
      at += parameter.size();
    }
  }
}
