package io.embed4j.encode.audio.feature;

import java.util.Arrays;

/**
 * Triangles over the bins of a spectrum: the energy of a mel is a weighted sum of the few bins that
 * its triangle covers. Thread-safe.
 *
 * @param first the first bin of each mel
 * @param weights of its bins
 */
record MelFilters(int[] first, double[][] weights) {
  /**
   * Where triangles begin and end.
   *
   * @param mels how many
   * @param low hertz at which the first one begins
   * @param high hertz at which the last one ends
   */
  record Range(int mels, double low, double high) {}

  /** Returns triangles of height 1 that are straight in hertz. */
  static MelFilters straightInHertz(Range range, MelScale scale, int bins, double nyquist) {
    double[] edges = edges(range, scale);
    for (int i = 0; i < edges.length; i++) {
      edges[i] = scale.hertz(edges[i]);
    }
    double[] points = new double[bins];
    for (int i = 0; i < bins; i++) {
      points[i] = nyquist * i / (bins - 1);
    }
    return triangles(edges, points);
  }

  /** Returns the same triangles with an area of 1. */
  static MelFilters ofEqualArea(Range range, MelScale scale, int bins, double nyquist) {
    MelFilters filters = straightInHertz(range, scale, bins, nyquist);
    double[] edges = edges(range, scale);
    for (int i = 0; i < range.mels; i++) {
      double area = (scale.hertz(edges[i + 2]) - scale.hertz(edges[i])) / 2;
      for (int j = 0; j < filters.weights[i].length; j++) {
        filters.weights[i][j] /= area;
      }
    }
    return filters;
  }

  /**
   * Returns triangles of height 1 that are straight in mels, as Kaldi's; the last bin is left out.
   */
  static MelFilters straightInMels(Range range, MelScale scale, int bins, double nyquist) {
    double[] points = new double[bins - 1];
    for (int i = 0; i < points.length; i++) {
      points[i] = scale.mel(nyquist * i / (bins - 1));
    }
    return triangles(edges(range, scale), points);
  }

  private static double[] edges(Range range, MelScale scale) {
    double low = scale.mel(range.low);
    double high = scale.mel(range.high);
    double[] edges = new double[range.mels + 2];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = low + (high - low) * i / (range.mels + 1);
    }
    return edges;
  }

  private static MelFilters triangles(double[] edges, double[] points) {
    int mels = edges.length - 2;
    int[] first = new int[mels];
    double[][] weights = new double[mels][];
    for (int mel = 0; mel < mels; mel++) {
      double[] all = new double[points.length];
      int from = points.length;
      int to = 0;
      for (int i = 0; i < points.length; i++) {
        double rising = (points[i] - edges[mel]) / (edges[mel + 1] - edges[mel]);
        double falling = (edges[mel + 2] - points[i]) / (edges[mel + 2] - edges[mel + 1]);
        all[i] = Math.max(0, Math.min(rising, falling));
        if (all[i] > 0) {
          from = Math.min(from, i);
          to = i + 1;
        }
      }
      first[mel] = Math.min(from, to);
      weights[mel] = Arrays.copyOfRange(all, first[mel], to);
    }
    return new MelFilters(first, weights);
  }

  /** Returns the number of mels. */
  int count() {
    return first.length;
  }

  /** Returns the energy of a mel. */
  double energy(int mel, double[] spectrum) {
    double sum = 0;
    for (int i = 0; i < weights[mel].length; i++) {
      sum += weights[mel][i] * spectrum[first[mel] + i];
    }
    return sum;
  }
}
