package io.embed4j.encode.benchmark.measure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How far two lists of numbers go together. */
public final class Correlation {
  private Correlation() {}

  /**
   * Returns Pearson's correlation Σ(xᵢ−x̄)(yᵢ−ȳ) / √(Σ(xᵢ−x̄)² · Σ(yᵢ−ȳ)²). Where one of the lists
   * is constant, the quotient is 0/0 and scipy answers NaN; we answer 0, because such a list says
   * nothing about the other.
   */
  public static double pearson(double[] x, double[] y) {
    requirePairs(x, y);
    double meanX = Arrays.stream(x).sum() / x.length;
    double meanY = Arrays.stream(y).sum() / y.length;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    if (isConstant(x) || isConstant(y)) {
      return 0;
    }
    return Math.clamp(xy / (Math.sqrt(xx) * Math.sqrt(yy)), -1, 1);
  }

  /**
   * Returns Spearman's correlation: Pearson's of the ranks, where equal numbers share the average
   * of their ranks (as scipy.stats.spearmanr).
   */
  public static double spearman(double[] x, double[] y) {
    requirePairs(x, y);
    return pearson(averageRanks(x), averageRanks(y));
  }

  /** Returns the ranks from 1 in ascending order; equal numbers get the mean of theirs. */
  static double[] averageRanks(double[] x) {
    int[] order =
        IntStream.range(0, x.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> x[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] ranks = new double[x.length];
    int from = 0;
    while (from < order.length) {
      int to = from + 1;
      while (to < order.length && x[order[to]] == x[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0; // the mean of from + 1 … to
      }
      from = to;
    }
    return ranks;
  }

  private static boolean isConstant(double[] x) {
    return Arrays.stream(x).allMatch(value -> value == x[0]);
  }

  private static void requirePairs(double[] x, double[] y) {
    if (x.length != y.length || x.length == 0) {
      throw new IllegalArgumentException(
          "x and y must be of equal length and not empty, but have "
              + x.length
              + " and "
              + y.length);
    }
  }
}
