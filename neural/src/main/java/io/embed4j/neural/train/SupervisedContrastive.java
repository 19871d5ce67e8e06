package io.embed4j.neural.train;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;

/**
 * Brings the vectors of a class together: Khosla et al.: Supervised Contrastive Learning, 2020,
 * equation 2. With u = x / ‖x‖, s_ij = u_i·u_j / temperature, and P(i) the others of the class of i,
 *
 * <pre>
 *   loss = mean over i of log Σ_{a≠i} exp(s_ia) − mean over p in P(i) of s_ip
 *   ds_ij = (softmax_ij − [j in P(i)] / |P(i)|) / rows
 * </pre>
 *
 * where rows without another of their class do not count. Immutable.
 */
public record SupervisedContrastive(double temperature) {
  public SupervisedContrastive {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature must be positive, but is " + temperature);
    }
  }

  /**
   * Returns the loss and adds its gradient.
   *
   * @param x vectors × dim, row-major, of any length but 0
   * @param classes one a vector
   * @param gradient as x
   */
  public double addGradient(Matrix x, int[] classes, Matrix gradient) {
    int n = x.rows();
    int dim = x.columns();
    float[] unit = new float[n * dim];
    double[] lengths = new double[n];
    for (int i = 0; i < n; i++) {
      int at = x.offset() + i * x.rowStride();
      lengths[i] = Math.sqrt(Vectors.squaredNorm(x.data(), at, dim));
      System.arraycopy(x.data(), at, unit, i * dim, dim);
      Vectors.scaleInPlace((float) (1 / lengths[i]), unit, i * dim, dim);
    }
    double[] slopes = new double[n * n];
    double loss = addSlopes(unit, dim, classes, slopes);
    for (int i = 0; i < n; i++) {
      float[] du = new float[dim];
      for (int j = 0; j < n; j++) {
        float slope = (float) ((slopes[i * n + j] + slopes[j * n + i]) / temperature);
        Vectors.addScaled(slope, unit, j * dim, du, 0, dim);
      }
      float along = Vectors.dot(du, 0, unit, i * dim, dim); // lengths do not matter
      Vectors.addScaled(-along, unit, i * dim, du, 0, dim);
      int to = gradient.offset() + i * gradient.rowStride();
      Vectors.addScaled((float) (1 / lengths[i]), du, 0, gradient.data(), to, dim);
    }
    return loss;
  }

  /** Returns the loss and adds its gradient with respect to each s_ij. */
  private double addSlopes(float[] unit, int dim, int[] classes, double[] slopes) {
    int n = classes.length;
    int[] others = new int[n];
    int rows = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        others[i] += i != j && classes[i] == classes[j] ? 1 : 0;
      }
      rows += others[i] > 0 ? 1 : 0;
    }
    double loss = 0;
    double[] s = new double[n];
    for (int i = 0; i < n; i++) {
      if (others[i] == 0) {
        continue;
      }
      double max = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < n; j++) {
        s[j] =
            i == j
                ? Double.NEGATIVE_INFINITY
                : Vectors.dot(unit, i * dim, unit, j * dim, dim) / temperature;
        max = Math.max(max, s[j]);
      }
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += Math.exp(s[j] - max);
      }
      double total = max + Math.log(sum);
      for (int j = 0; j < n; j++) {
        if (i == j) {
          continue;
        }
        boolean same = classes[i] == classes[j];
        double share = same ? 1.0 / others[i] : 0;
        loss += same ? share * (total - s[j]) / rows : 0;
        slopes[i * n + j] += (Math.exp(s[j] - total) - share) / rows;
      }
    }
    return loss;
  }
}
