package io.embed4j.graph.reason.recommend;

import java.util.Arrays;

/**
 * The probability of a like as a function of some features: 1 / (1 + exp(−(w · x + b))), fitted by
 * Newton's method with a small ridge. Features are standardised first.
 *
 * @param means of the features
 * @param deviations of the features
 * @param weights of the standardised features; the last one is b
 */
record LogisticRegression(double[] means, double[] deviations, double[] weights) {
  private static final int STEPS = 50;
  private static final double RIDGE = 1e-3;

  /** Fits rows of features to labels. */
  static LogisticRegression fit(double[][] rows, boolean[] liked) {
    int n = rows[0].length;
    double[] means = new double[n];
    double[] deviations = new double[n];
    for (int f = 0; f < n; f++) {
      int feature = f;
      double mean = Arrays.stream(rows).mapToDouble(row -> row[feature]).average().orElse(0);
      double variance =
          Arrays.stream(rows)
              .mapToDouble(row -> (row[feature] - mean) * (row[feature] - mean))
              .average()
              .orElse(0);
      means[f] = mean;
      deviations[f] = variance > 0 ? Math.sqrt(variance) : 1;
    }
    var start = new LogisticRegression(means, deviations, new double[n + 1]);
    double[][] x = Arrays.stream(rows).map(start::standard).toArray(double[][]::new);
    for (int step = 0; step < STEPS; step++) {
      start.newton(x, liked);
    }
    return start;
  }

  private double[] standard(double[] row) {
    double[] x = new double[row.length + 1];
    for (int f = 0; f < row.length; f++) {
      x[f] = (row[f] - means[f]) / deviations[f];
    }
    x[row.length] = 1;
    return x;
  }

  /** One step down the loss: weights −= H⁻¹ g. */
  private void newton(double[][] x, boolean[] liked) {
    int n = weights.length;
    double[][] system = new double[n][n + 1]; // H | g
    for (int f = 0; f < n; f++) {
      system[f][f] = RIDGE;
      system[f][n] = RIDGE * weights[f];
    }
    for (int i = 0; i < x.length; i++) {
      double p = sigmoid(dot(x[i]));
      for (int f = 0; f < n; f++) {
        system[f][n] += (p - (liked[i] ? 1 : 0)) * x[i][f];
        for (int g = 0; g < n; g++) {
          system[f][g] += p * (1 - p) * x[i][f] * x[i][g];
        }
      }
    }
    eliminate(system);
    for (int f = 0; f < n; f++) {
      weights[f] -= system[f][n] / system[f][f];
    }
  }

  /** Gauss-Jordan; a positive definite matrix needs no pivots. */
  private static void eliminate(double[][] system) {
    for (int pivot = 0; pivot < system.length; pivot++) {
      for (int row = 0; row < system.length; row++) {
        double factor = row == pivot ? 0 : system[row][pivot] / system[pivot][pivot];
        for (int column = pivot; column <= system.length; column++) {
          system[row][column] -= factor * system[pivot][column];
        }
      }
    }
  }

  private double dot(double[] x) {
    double sum = 0;
    for (int f = 0; f < x.length; f++) {
      sum += weights[f] * x[f];
    }
    return sum;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  /** Returns the logit of a row of features. */
  double logit(double... row) {
    return dot(standard(row));
  }

  /** Returns the probability of a like. */
  double probability(double... row) {
    return sigmoid(logit(row));
  }
}
