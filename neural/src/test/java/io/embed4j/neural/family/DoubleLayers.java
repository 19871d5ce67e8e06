package io.embed4j.neural.family;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Layers as their papers write them, one sequence at a time, in double: the oracle. */
record DoubleLayers(RandomWeights weights) {
  /** Which keys a query sees. */
  interface Mask {
    boolean sees(int query, int key);
  }

  /** What is added to a score. */
  interface Bias {
    double of(int head, int query, int key);
  }

  /** How attention is divided. */
  record Division(int heads, int keyHeads, double scale) {}

  double[][] rows(String name, int[] ids) {
    float[] table = weights.of(name);
    int dim = weights.shape(name).get(1).intValue();
    double[][] x = new double[ids.length][dim];
    for (int i = 0; i < ids.length; i++) {
      for (int j = 0; j < dim; j++) {
        x[i][j] = table[ids[i] * dim + j];
      }
    }
    return x;
  }

  /** x·Wᵀ, and + b where the weights have one. */
  double[][] linear(String name, double[][] x) {
    float[] w = weights.of(name + ".weight");
    int outputs = weights.shape(name + ".weight").get(0).intValue();
    double[][] y = new double[x.length][outputs];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < outputs; j++) {
        for (int k = 0; k < x[i].length; k++) {
          y[i][j] += x[i][k] * w[j * x[i].length + k];
        }
        if (weights.names().contains(name + ".bias")) {
          y[i][j] += weights.of(name + ".bias")[j];
        }
      }
    }
    return y;
  }

  double[][] layerNorm(String name, double[][] x, double epsilon) {
    double[][] y = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      double mean = Arrays.stream(x[i]).average().orElseThrow();
      double variance =
          Arrays.stream(x[i]).map(v -> (v - mean) * (v - mean)).average().getAsDouble();
      y[i] = x[i].clone();
      for (int j = 0; j < y[i].length; j++) {
        y[i][j] =
            (x[i][j] - mean) / Math.sqrt(variance + epsilon) * weights.of(name + ".weight")[j]
                + weights.of(name + ".bias")[j];
      }
    }
    return y;
  }

  /** Rms norm of successive parts as long as gamma, which is stored less {@code offset}. */
  double[][] rmsNorm(String name, double[][] x, double epsilon, double offset) {
    float[] gamma = weights.of(name + ".weight");
    double[][] y = new double[x.length][];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i].clone();
      for (int at = 0; at < x[i].length; at += gamma.length) {
        double squares = 0;
        for (int j = 0; j < gamma.length; j++) {
          squares += x[i][at + j] * x[i][at + j];
        }
        for (int j = 0; j < gamma.length; j++) {
          y[i][at + j] *= (gamma[j] + offset) / Math.sqrt(squares / gamma.length + epsilon);
        }
      }
    }
    return y;
  }

  static double[][] rope(double[][] x, int headDim, double base) {
    double[][] y = new double[x.length][];
    int half = headDim / 2;
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i].clone();
      for (int at = 0; at < x[i].length; at += headDim) {
        for (int j = 0; j < half; j++) {
          double angle = i * Math.pow(base, -2.0 * j / headDim);
          double a = x[i][at + j];
          double b = x[i][at + half + j];
          y[i][at + j] = a * Math.cos(angle) - b * Math.sin(angle);
          y[i][at + half + j] = b * Math.cos(angle) + a * Math.sin(angle);
        }
      }
    }
    return y;
  }

  static double[][] attention(
      double[][] q, double[][] k, double[][] v, Division division, Mask mask, Bias bias) {
    int dim = q[0].length / division.heads;
    double[][] y = new double[q.length][q[0].length];
    for (int head = 0; head < division.heads; head++) {
      int at = head * dim;
      int keyAt = head / (division.heads / division.keyHeads) * dim;
      for (int i = 0; i < q.length; i++) {
        double[] p = new double[k.length];
        double sum = 0;
        for (int j = 0; j < k.length; j++) {
          double score = 0;
          for (int d = 0; d < dim; d++) {
            score += q[i][at + d] * k[j][keyAt + d];
          }
          score = score * division.scale + bias.of(head, i, j);
          p[j] = mask.sees(i, j) ? Math.exp(score) : 0;
          sum += p[j];
        }
        for (int j = 0; j < k.length; j++) {
          for (int d = 0; d < dim; d++) {
            y[i][at + d] += p[j] / sum * v[j][keyAt + d];
          }
        }
      }
    }
    return y;
  }

  static double[][] columns(double[][] x, int from, int to) {
    return Arrays.stream(x).map(row -> Arrays.copyOfRange(row, from, to)).toArray(double[][]::new);
  }

  static double[][] add(double[][] x, double[][] y) {
    return combine(x, y, Double::sum);
  }

  static double[][] times(double[][] x, double[][] y) {
    return combine(x, y, (a, b) -> a * b);
  }

  private static double[][] combine(double[][] x, double[][] y, DoubleBinaryOperator operator) {
    double[][] z = new double[x.length][x[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        z[i][j] = operator.applyAsDouble(x[i][j], y[i][j]);
      }
    }
    return z;
  }

  static double[][] map(double[][] x, DoubleUnaryOperator function) {
    return Arrays.stream(x)
        .map(row -> Arrays.stream(row).map(function).toArray())
        .toArray(double[][]::new);
  }

  static double silu(double x) {
    return x / (1 + Math.exp(-x));
  }

  static double tanhGelu(double x) {
    return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  /** ½ x (1 + erf(x / √2)), by the Maclaurin series of erf. */
  static double gelu(double x) {
    double z = x / Math.sqrt(2);
    double term = z;
    double sum = z;
    for (int n = 1; n < 200; n++) {
      term *= -z * z / n;
      sum += term / (2 * n + 1);
    }
    return 0.5 * x * (1 + 2 / Math.sqrt(Math.PI) * sum);
  }
}
