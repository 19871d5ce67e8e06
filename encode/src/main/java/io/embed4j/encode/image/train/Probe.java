package io.embed4j.encode.image.train;

import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well vectors tell labels, while what made them stays as it is: the share of test vectors
 * whose label is found.
 *
 * @param train vectors of length 1
 * @param trainLabels one a vector
 * @param test vectors of length 1
 * @param testLabels one a vector
 */
public record Probe(List<float[]> train, int[] trainLabels, List<float[]> test, int[] testLabels) {
  private static final int AT_ONCE = 256;

  /**
   * Returns the accuracy of the votes of the k nearest training vectors, each weighed by exp(cosine
   * / 0.07): Wu et al.: Unsupervised Feature Learning via Non-Parametric Instance Discrimination,
   * 2018, section 3.4.
   */
  public double nearest(int k, Workers workers) {
    double[][] votes = new double[test.size()][classes()];
    PackedMatrix packed = PackedMatrix.pack(matrix(train).transposed());
    Matrix all = matrix(test);
    for (int from = 0; from < all.rows(); from += AT_ONCE) {
      Matrix some = all.rowRange(from, Math.min(all.rows(), from + AT_ONCE));
      Matrix cosines = Matrix.zeros(some.rows(), train.size());
      Gemm.multiply(some, packed, cosines, workers);
      int first = from;
      workers.forEach(some.rows(), i -> vote(cosines, i, k, votes[first + i]));
    }
    return accuracy(votes);
  }

  private void vote(Matrix cosines, int row, int k, double[] votes) {
    float[] sorted =
        Arrays.copyOfRange(cosines.data(), row * cosines.columns(), (row + 1) * cosines.columns());
    Arrays.sort(sorted);
    float least = sorted[Math.max(0, sorted.length - k)];
    for (int j = 0; j < train.size(); j++) {
      float cosine = cosines.at(row, j);
      if (cosine >= least) {
        votes[trainLabels[j]] += Math.exp(cosine / 0.07);
      }
    }
  }

  /**
   * Returns the accuracy of a linear classifier of the vectors: the least squares of one-hot labels
   * with a ridge, which has one solution and needs no training of its own.
   *
   * @param ridge penalty of the squared weights, as a share of the training vectors, above 0
   */
  public double linear(double ridge, Workers workers) {
    Matrix x = withOne(train);
    int dim = x.columns();
    int classes = classes();
    Matrix y = Matrix.zeros(train.size(), classes);
    for (int i = 0; i < train.size(); i++) {
      y.data()[i * classes + trainLabels[i]] = 1;
    }
    Matrix xx = Matrix.zeros(dim, dim);
    Gemm.multiply(x.transposed(), PackedMatrix.pack(x), xx, workers);
    Matrix xy = Matrix.zeros(dim, classes);
    Gemm.multiply(x.transposed(), PackedMatrix.pack(y), xy, workers);
    double[][] weights = solve(xx, xy, ridge * train.size());
    double[][] scores = new double[test.size()][classes];
    Matrix all = withOne(test);
    for (int i = 0; i < test.size(); i++) {
      for (int d = 0; d < dim; d++) {
        for (int c = 0; c < classes; c++) {
          scores[i][c] += all.at(i, d) * weights[d][c];
        }
      }
    }
    return accuracy(scores);
  }

  /** Returns W of (XX + ridge I) W = XY, by Cholesky's decomposition. */
  private static double[][] solve(Matrix xx, Matrix xy, double ridge) {
    int n = xx.rows();
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = xx.at(i, j) + (i == j ? ridge : 0);
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
      }
    }
    double[][] w = new double[n][xy.columns()];
    for (int c = 0; c < xy.columns(); c++) {
      for (int i = 0; i < n; i++) {
        w[i][c] = xy.at(i, c);
        for (int k = 0; k < i; k++) {
          w[i][c] -= l[i][k] * w[k][c];
        }
        w[i][c] /= l[i][i];
      }
      for (int i = n - 1; i >= 0; i--) {
        for (int k = i + 1; k < n; k++) {
          w[i][c] -= l[k][i] * w[k][c];
        }
        w[i][c] /= l[i][i];
      }
    }
    return w;
  }

  private int classes() {
    return IntStream.concat(Arrays.stream(trainLabels), Arrays.stream(testLabels)).max().orElse(0)
        + 1;
  }

  private double accuracy(double[][] scores) {
    int right = 0;
    for (int i = 0; i < scores.length; i++) {
      int best = 0;
      for (int c = 1; c < scores[i].length; c++) {
        best = scores[i][c] > scores[i][best] ? c : best;
      }
      right += best == testLabels[i] ? 1 : 0;
    }
    return (double) right / scores.length;
  }

  private static Matrix matrix(List<float[]> vectors) {
    int dim = vectors.getFirst().length;
    Matrix matrix = Matrix.zeros(vectors.size(), dim);
    for (int i = 0; i < vectors.size(); i++) {
      System.arraycopy(vectors.get(i), 0, matrix.data(), i * dim, dim);
    }
    return matrix;
  }

  /** Returns vectors with a 1 behind, whose weight is that of a constant. */
  private static Matrix withOne(List<float[]> vectors) {
    int dim = vectors.getFirst().length;
    Matrix matrix = Matrix.zeros(vectors.size(), dim + 1);
    for (int i = 0; i < vectors.size(); i++) {
      System.arraycopy(vectors.get(i), 0, matrix.data(), i * (dim + 1), dim);
      matrix.data()[i * (dim + 1) + dim] = 1;
    }
    return matrix;
  }
}
