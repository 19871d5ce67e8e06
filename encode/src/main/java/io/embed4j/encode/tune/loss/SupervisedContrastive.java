package io.embed4j.encode.tune.loss;

import static io.embed4j.core.config.Rules.require;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import java.util.Arrays;

/**
 * Vectors of a label are to be nearer to each other than to those of other labels: Khosla et al.:
 * Supervised Contrastive Learning, 2020, equation 2. For each vector i that has others of its
 * label, P(i),
 *
 * <pre>
 *   s_ij = u_i·u_j / temperature, u unit vectors
 *   loss_i = log Σ_{j≠i} exp(s_ij) − 1/|P(i)| Σ_{p∈P(i)} s_ip
 * </pre>
 *
 * <p>and the loss is their mean. Where each picture is a label of its own, with two views, it is
 * that of SimCLR: Chen et al.: A Simple Framework for Contrastive Learning, 2020, equation 1.
 *
 * @param temperature above 0
 */
public record SupervisedContrastive(double temperature) {
  public SupervisedContrastive {
    require(temperature > 0, "temperature", "must be above 0", temperature);
  }

  /**
   * Returns the loss, 0 if no label has two vectors, and adds its gradient.
   *
   * @param vectors n × dim; need not have length 1
   * @param labels one a vector
   * @param gradient of the same shape
   */
  public double addGradient(Matrix vectors, int[] labels, Matrix gradient, Workers workers) {
    int n = vectors.rows();
    UnitRows units = UnitRows.of(vectors);
    Matrix scores = Matrix.zeros(n, n);
    PackedMatrix packed = PackedMatrix.pack(units.units().transposed());
    Gemm.multiply(units.units(), packed, scores, workers);
    Vectors.scaleInPlace((float) (1 / temperature), scores.data(), 0, n * n);
    int[] partners = partners(labels);
    int counted = (int) Arrays.stream(partners).filter(p -> p > 0).count();
    double[] losses = new double[n];
    workers.forEach(n, i -> losses[i] = slopes(scores, labels, partners[i], counted, i));
    Matrix du = Matrix.zeros(n, vectors.columns());
    packed.repack(units.units(), workers);
    Gemm.multiply(scores, packed, du, workers);
    Gemm.addProduct(scores.transposed(), packed, du, workers);
    Vectors.scaleInPlace((float) (1 / temperature), du.data(), 0, n * vectors.columns());
    units.addGradient(du, gradient);
    return counted == 0 ? 0 : Arrays.stream(losses).sum() / counted;
  }

  /** Returns how many others have the label of each vector. */
  private static int[] partners(int[] labels) {
    int[] partners = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      for (int label : labels) {
        partners[i] += label == labels[i] ? 1 : 0;
      }
      partners[i]--;
    }
    return partners;
  }

  /** Returns loss_i, and replaces row i of the scores by the slopes of the loss. */
  private static double slopes(Matrix scores, int[] labels, int partners, int counted, int i) {
    int n = labels.length;
    float[] s = scores.data();
    int at = i * n;
    if (partners == 0) {
      Arrays.fill(s, at, at + n, 0);
      return 0;
    }
    double mean = 0;
    for (int j = 0; j < n; j++) {
      mean += j != i && labels[j] == labels[i] ? s[at + j] / (double) partners : 0;
    }
    s[at + i] = Float.NEGATIVE_INFINITY; // not a partner of itself
    double logSum = Vectors.logSumExp(s, at, n);
    for (int j = 0; j < n; j++) {
      double slope = Math.exp(s[at + j] - logSum);
      slope -= j != i && labels[j] == labels[i] ? 1.0 / partners : 0;
      s[at + j] = (float) (slope / counted);
    }
    return logSum - mean;
  }
}
