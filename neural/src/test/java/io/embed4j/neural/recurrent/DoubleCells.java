package io.embed4j.neural.recurrent;

import io.embed4j.neural.layer.Activation;

/** Recurrent cells and layers as their papers write them, one sequence at a time, in double. */
final class DoubleCells {
  /** Weights of a layer in one direction, row-major. */
  record Layer(Cell cell, double[] w, double[] b, double[] u, double[] c, int width) {}

  private DoubleCells() {}

  /** Returns hₜ, and cₜ behind it, which is 0 where there is no memory. */
  static double[] step(Cell cell, double[] x, double[] r, double[] h, double[] c) {
    int n = h.length;
    double[] after = new double[2 * n];
    for (int j = 0; j < n; j++) {
      switch (cell) {
        case RnnCell(Activation activation) ->
            after[j] =
                activation == Activation.RELU ? Math.max(x[j] + r[j], 0) : Math.tanh(x[j] + r[j]);
        case LstmCell() -> {
          double input = sigmoid(x[j] + r[j]);
          double forget = sigmoid(x[n + j] + r[n + j]);
          double candidate = Math.tanh(x[2 * n + j] + r[2 * n + j]);
          double output = sigmoid(x[3 * n + j] + r[3 * n + j]);
          after[n + j] = forget * c[j] + input * candidate;
          after[j] = output * Math.tanh(after[n + j]);
        }
        case GruCell() -> {
          double reset = sigmoid(x[j] + r[j]);
          double update = sigmoid(x[n + j] + r[n + j]);
          double candidate = Math.tanh(x[2 * n + j] + reset * r[2 * n + j]);
          after[j] = (1 - update) * candidate + update * h[j];
        }
      }
    }
    return after;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Writes the outputs of one sequence, the rows {@code from} to {@code to}, to columns of y. */
  static void run(
      Layer layer, double[][] x, int from, int to, boolean backward, double[][] y, int column) {
    double[] h = new double[layer.width];
    double[] c = new double[layer.width];
    for (int step = 0; step < to - from; step++) {
      int token = backward ? to - 1 - step : from + step;
      double[] sums = product(layer.w, layer.b, x[token]);
      double[] after = step(layer.cell, sums, product(layer.u, layer.c, h), h, c);
      System.arraycopy(after, 0, h, 0, layer.width);
      System.arraycopy(after, layer.width, c, 0, layer.width);
      System.arraycopy(h, 0, y[token], column, layer.width);
    }
  }

  private static double[] product(double[] w, double[] b, double[] x) {
    double[] y = b.clone();
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < x.length; j++) {
        y[i] += w[i * x.length + j] * x[j];
      }
    }
    return y;
  }
}
