package io.embed4j.encode.benchmark;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Correlations, and figures of classes told apart by a score. */
public final class Statistics {
  private Statistics() {}

  /** Returns the correlation of Pearson; NaN if one side does not vary. */
  public static double pearson(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value;
    }
    return sum / x.length;
  }

  /** Returns the correlation of Spearman: that of Pearson between ranks. */
  public static double spearman(double[] x, double[] y) {
    return pearson(ranks(x), ranks(y));
  }

  /** Returns the ranks from 1 on; equal values share the mean of theirs. */
  public static double[] ranks(double[] x) {
    int[] order = ascending(x);
    double[] ranks = new double[x.length];
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to < order.length && x[order[to]] == x[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static int[] ascending(double[] x) {
    return IntStream.range(0, x.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> x[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Returns Σ (Rₙ − Rₙ₋₁) Pₙ over thresholds, from the highest score down; equal scores are one
   * threshold, as in scikit-learn.
   */
  public static double averagePrecision(double[] scores, boolean[] positive) {
    int[] order = ascending(scores);
    int all = 0;
    for (boolean p : positive) {
      all += p ? 1 : 0;
    }
    double sum = 0;
    int found = 0;
    int i = order.length - 1;
    while (i >= 0) {
      double score = scores[order[i]];
      int before = found;
      while (i >= 0 && scores[order[i]] == score) {
        found += positive[order[i]] ? 1 : 0;
        i--;
      }
      int seen = order.length - 1 - i;
      sum += (double) (found - before) / all * found / seen;
    }
    return sum;
  }

  /** Returns the best share of right answers that a threshold can give. */
  public static double bestAccuracy(double[] scores, boolean[] positive) {
    int[] order = ascending(scores);
    int right = 0; // if all count as positive
    for (boolean p : positive) {
      right += p ? 1 : 0;
    }
    int best = right;
    for (int i = 0; i < order.length; i++) {
      right += positive[order[i]] ? -1 : 1;
      if (i + 1 == order.length || scores[order[i + 1]] > scores[order[i]]) {
        best = Math.max(best, right);
      }
    }
    return (double) best / order.length;
  }
}
