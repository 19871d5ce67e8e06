package io.embed4j.neural.convolution;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.RowSums;
import io.embed4j.neural.layer.Workspace;
import java.util.List;

/**
 * Mean and variance of each channel over some rows, and what a norm by them is: y = gamma x̂ + beta
 * with x̂ = (x − mean) / √(variance + epsilon). The way back from n rows is
 *
 * <pre>
 *   dgamma += Σ dy x̂    dbeta += Σ dy    dx = gamma / √(variance + epsilon) (dy − (Σ dy + x̂ Σ dy x̂) / n)
 * </pre>
 *
 * @param means one float a channel, as the others
 */
record ChannelMoments(
    Parameter gamma, Parameter beta, float[] means, float[] variances, float epsilon) {
  /** Returns those of the rows of x; y, as large as x, is overwritten. */
  static ChannelMoments of(
      Parameter gamma, Parameter beta, float epsilon, Matrix x, Matrix y, Workspace space) {
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
    float[] variances =
        scaled(
            1f / n,
            RowSums.sum(
                space,
                n,
                dim,
                (row, sums, at) -> {
                  int out = start(y, row);
                  System.arraycopy(x.data(), start(x, row), y.data(), out, dim);
                  Vectors.addScaled(-1, means, 0, y.data(), out, dim);
                  Vectors.addProduct(1, y.data(), out, y.data(), out, sums, at, dim);
                }));
    return new ChannelMoments(gamma, beta, means, variances, epsilon);
  }

  private static int start(Matrix x, int row) {
    return x.offset() + row * x.rowStride();
  }

  private static float[] scaled(float factor, float[] x) {
    Vectors.scaleInPlace(factor, x, 0, x.length);
    return x;
  }

  /** Returns the factor and the summand of each channel that make y of x. */
  BatchNorm.Folded folded() {
    float[] factor = new float[gamma.size()];
    float[] summand = new float[gamma.size()];
    for (int i = 0; i < factor.length; i++) {
      factor[i] = (float) (gamma.values()[i] / Math.sqrt((double) variances[i] + epsilon));
      summand[i] = beta.values()[i] - factor[i] * means[i];
    }
    return new BatchNorm.Folded(factor, summand);
  }

  /** Writes the norm of x to y. */
  void normalise(Matrix x, Matrix y, Workspace space) {
    BatchNorm.Folded folded = folded();
    space.forRows(
        x.rows(),
        row -> {
          System.arraycopy(x.data(), start(x, row), y.data(), start(y, row), x.columns());
          folded.applyInPlace(y.data(), start(y, row));
        });
  }

  /** Writes the gradient of the rows to dx and adds to those of gamma and beta. */
  void backward(Matrix x, Matrix dy, Matrix dx, Workspace space) {
    int dim = gamma.size();
    float[] inverse = new float[dim]; // 1 / √(variance + epsilon)
    for (int i = 0; i < dim; i++) {
      inverse[i] = (float) (1 / Math.sqrt((double) variances[i] + epsilon));
    }
    float[] sums = // Σ dy x̂, Σ dy
        RowSums.sum(
            space,
            x.rows(),
            2 * dim,
            (row, total, at) -> {
              int out = start(dx, row);
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
          int out = start(dx, row);
          Vectors.product(share, dx.data(), out, sums, 0, dx.data(), out, dim);
          Vectors.addScaled(share, sums, dim, dx.data(), out, dim);
          Vectors.addScaled(1, dy.data(), start(dy, row), dx.data(), out, dim);
          Vectors.product(1, dx.data(), out, factor, 0, dx.data(), out, dim);
        });
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
