package io.embed4j.neural.family;

import java.util.SplittableRandom;

/**
 * Random orthogonal matrices, each as likely as any other: rows of normal numbers, made
 * perpendicular to those before by Gram and Schmidt, and once more, since rounding leaves much of a
 * row that has become short (Giraud, Langou, Rozložník 2005: twice is enough).
 */
final class Orthogonal {
  private Orthogonal() {}

  /** Fills a matrix of width rows and columns from an offset on. Cost: 4 width³ operations. */
  static void fill(float[] values, int offset, int width, SplittableRandom random) {
    double[][] rows = new double[width][width];
    for (int i = 0; i < width; i++) {
      for (int k = 0; k < width; k++) {
        rows[i][k] = random.nextGaussian();
      }
      subtractProjections(rows, i);
      subtractProjections(rows, i);
      double length = Math.sqrt(dot(rows[i], rows[i]));
      for (int k = 0; k < width; k++) {
        rows[i][k] /= length;
        values[offset + i * width + k] = (float) rows[i][k];
      }
    }
  }

  private static void subtractProjections(double[][] rows, int i) {
    for (int j = 0; j < i; j++) {
      double along = dot(rows[i], rows[j]);
      for (int k = 0; k < rows.length; k++) {
        rows[i][k] -= along * rows[j][k];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
