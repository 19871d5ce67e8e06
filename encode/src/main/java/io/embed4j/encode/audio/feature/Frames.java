package io.embed4j.encode.audio.feature;

import java.util.Arrays;

/**
 * Short pieces of a sound that follow each other in equal steps, each within a window.
 *
 * @param window one factor a sample of a frame
 * @param hop samples of a step
 */
record Frames(float[] samples, double[] window, int hop, Edges edges) {
  private static final double EMPHASIS = 0.97;

  /** What becomes of the edges of a sound. */
  enum Edges {
    /** The first frame is centred at the first sample, and the sound is reflected there. */
    REFLECTED,
    /**
     * The first frame begins at the first sample, and what is left at the end is not used; the mean
     * of a frame is taken away, and its high tones are raised: x_t − 0.97 x_t₋₁. Kaldi.
     */
    SNIPPED
  }

  /** Returns Hann's window: sin² from 0 to π, whose last 0 is left out. */
  static double[] periodicHann(int length) {
    return hann(length, length);
  }

  /** Returns Hann's window with both zeros. */
  static double[] symmetricHann(int length) {
    return hann(length, length - 1);
  }

  private static double[] hann(int length, int period) {
    double[] window = new double[length];
    for (int i = 0; i < length; i++) {
      window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / period);
    }
    return window;
  }

  /** Returns how many frames there are. */
  int count() {
    return switch (edges) {
      case REFLECTED -> 1 + samples.length / hop;
      case SNIPPED ->
          samples.length < window.length ? 0 : 1 + (samples.length - window.length) / hop;
    };
  }

  /** Writes a frame, and zeros behind it. */
  void copy(int frame, double[] to) {
    Arrays.fill(to, window.length, to.length, 0);
    switch (edges) {
      case REFLECTED -> {
        int first = frame * hop - window.length / 2;
        for (int i = 0; i < window.length; i++) {
          to[i] = samples[reflected(first + i)];
        }
      }
      case SNIPPED -> {
        double sum = 0;
        for (int i = 0; i < window.length; i++) {
          to[i] = samples[frame * hop + i];
          sum += to[i];
        }
        emphasise(to, sum / window.length);
      }
    }
    for (int i = 0; i < window.length; i++) {
      to[i] *= window[i];
    }
  }

  private void emphasise(double[] x, double mean) {
    for (int i = window.length - 1; i > 0; i--) {
      x[i] = x[i] - mean - EMPHASIS * (x[i - 1] - mean);
    }
    x[0] = (1 - EMPHASIS) * (x[0] - mean);
  }

  /** Returns the place that a place beyond an end is the mirror image of. */
  private int reflected(int place) {
    int period = 2 * (samples.length - 1);
    if (period == 0) {
      return 0;
    }
    int inside = Math.floorMod(place, period);
    return inside < samples.length ? inside : period - inside;
  }
}
