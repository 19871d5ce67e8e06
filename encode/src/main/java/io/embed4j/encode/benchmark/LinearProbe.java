package io.embed4j.encode.benchmark;

import java.util.Arrays;
import java.util.List;

/**
 * Tells classes from vectors by one product, which shows what is in the vectors and not what a
 * larger classifier could make of them: Alain, Bengio: Understanding Intermediate Layers Using
 * Linear Classifier Probes, 2017. Multinomial logistic regression on numbers of mean 0 and variance
 * 1,
 *
 * <pre>
 *   minimise −1/n Σ log softmax(W x + b)_class + decay / 2 ‖W‖²
 * </pre>
 *
 * by Nesterov's accelerated gradient in double, from 0: there is one minimum and nothing random.
 * Immutable.
 */
public final class LinearProbe {
  private static final int STEPS = 400;
  private static final int POWER_STEPS = 30;

  private final double[] means;
  private final double[] inverses; // of deviations
  private final double[][] weights; // classes × (dim + 1), the last column is b

  private LinearProbe(double[] means, double[] inverses, double[][] weights) {
    this.means = means;
    this.inverses = inverses;
    this.weights = weights;
  }

  /**
   * Learns from vectors.
   *
   * @param classes one a vector, from 0
   * @param count of classes
   * @param decay of weights, at least 0; 1 / n is usual
   */
  public static LinearProbe fit(List<float[]> vectors, int[] classes, int count, double decay) {
    if (vectors.isEmpty() || vectors.size() != classes.length) {
      throw new IllegalArgumentException(
          vectors.size() + " vectors do not fit " + classes.length + " classes");
    }
    int dim = vectors.getFirst().length;
    double[] means = new double[dim];
    double[] inverses = new double[dim];
    for (int j = 0; j < dim; j++) {
      for (float[] vector : vectors) {
        means[j] += vector[j] / (double) vectors.size();
      }
      double squares = 0;
      for (float[] vector : vectors) {
        squares += (vector[j] - means[j]) * (vector[j] - means[j]) / vectors.size();
      }
      inverses[j] = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    }
    LinearProbe probe = new LinearProbe(means, inverses, new double[count][dim + 1]);
    double[][] x = vectors.stream().map(probe::standard).toArray(double[][]::new);
    probe.minimise(x, classes, decay);
    return probe;
  }

  /** Returns a vector with mean 0 and variance 1, and 1 behind it. */
  private double[] standard(float[] vector) {
    double[] x = new double[vector.length + 1];
    for (int j = 0; j < vector.length; j++) {
      x[j] = (vector[j] - means[j]) * inverses[j];
    }
    x[vector.length] = 1;
    return x;
  }

  private void minimise(double[][] x, int[] classes, double decay) {
    double step = 1 / (0.5 * largestEigenvalue(x) + decay);
    double[][] before = copy(weights);
    for (int t = 1; t <= STEPS; t++) {
      double momentum = (t - 1.0) / (t + 2.0);
      double[][] ahead = copy(weights);
      for (int k = 0; k < ahead.length; k++) {
        for (int j = 0; j < ahead[k].length; j++) {
          ahead[k][j] += momentum * (weights[k][j] - before[k][j]);
        }
      }
      before = copy(weights);
      double[][] gradient = gradient(ahead, x, classes, decay);
      for (int k = 0; k < weights.length; k++) {
        for (int j = 0; j < weights[k].length; j++) {
          weights[k][j] = ahead[k][j] - step * gradient[k][j];
        }
      }
    }
  }

  private static double[][] copy(double[][] x) {
    return Arrays.stream(x).map(double[]::clone).toArray(double[][]::new);
  }

  private static double[][] gradient(double[][] w, double[][] x, int[] classes, double decay) {
    double[][] gradient = new double[w.length][w[0].length];
    for (int i = 0; i < x.length; i++) {
      double[] p = softmax(w, x[i]);
      p[classes[i]] -= 1;
      for (int k = 0; k < w.length; k++) {
        double share = p[k] / x.length;
        for (int j = 0; j < x[i].length; j++) {
          gradient[k][j] += share * x[i][j];
        }
      }
    }
    for (int k = 0; k < w.length; k++) {
      for (int j = 0; j < w[k].length - 1; j++) {
        gradient[k][j] += decay * w[k][j];
      }
    }
    return gradient;
  }

  private static double[] softmax(double[][] w, double[] x) {
    double[] p = new double[w.length];
    for (int k = 0; k < w.length; k++) {
      for (int j = 0; j < x.length; j++) {
        p[k] += w[k][j] * x[j];
      }
    }
    double max = Arrays.stream(p).max().orElseThrow();
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.exp(p[k] - max);
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }

  /** Of xᵀx / n, by powers; half of it bounds the curvature of the loss. */
  private static double largestEigenvalue(double[][] x) {
    double[] v = new double[x[0].length];
    Arrays.fill(v, 1 / Math.sqrt(v.length));
    double norm = 1;
    for (int t = 0; t < POWER_STEPS; t++) {
      double[] next = new double[v.length];
      for (double[] row : x) {
        double dot = 0;
        for (int j = 0; j < row.length; j++) {
          dot += row[j] * v[j];
        }
        for (int j = 0; j < row.length; j++) {
          next[j] += dot * row[j] / x.length;
        }
      }
      norm = Math.sqrt(Arrays.stream(next).map(a -> a * a).sum());
      for (int j = 0; j < v.length; j++) {
        v[j] = next[j] / norm;
      }
    }
    return 1.1 * norm; // powers come from below
  }

  /** Returns the class of a vector. */
  public int classOf(float[] vector) {
    double[] p = softmax(weights, standard(vector));
    int best = 0;
    for (int k = 1; k < p.length; k++) {
      best = p[k] > p[best] ? k : best;
    }
    return best;
  }

  /** Returns the share of vectors whose class it tells. */
  public double accuracy(List<float[]> vectors, int[] classes) {
    int right = 0;
    for (int i = 0; i < classes.length; i++) {
      right += classOf(vectors.get(i)) == classes[i] ? 1 : 0;
    }
    return right / (double) classes.length;
  }
}
