package io.embed4j.encode.audio.feature;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.math.Vectors;
import java.math.BigInteger;

/**
 * Another number of samples a second: each new sample is the sum of old ones, weighted by a sinc of
 * the band that both rates have, within a Kaiser window; nothing is interpolated between weights.
 * Crochiere, Rabiner: Multirate Digital Signal Processing, 1983. 128 zeros of the sinc on each
 * side, beta 11.16 and a band of 97 % keep what is below 94 % of what both rates have, and leave
 * less than a millionth of what is beyond. Thread-safe.
 */
public final class Resampler {
  private static final int ZEROS = 128;
  private static final double BETA = 11.16;
  private static final double BAND = 0.97;
  private static final int MOST_WEIGHTS = 1 << 24;

  private final int up;
  private final int down;
  private final int reach; // old samples on each side of a new one
  private final float[] weights; // up × (2 reach)

  private Resampler(int up, int down) {
    this.up = up;
    this.down = down;
    double band = BAND * Math.min(1, (double) up / down); // of the old rate
    this.reach = (int) Math.ceil(ZEROS / band);
    if ((long) up * 2 * reach > MOST_WEIGHTS) {
      throw new DataFormatException(
          "samples a second in a ratio of %d to %d cannot be made of each other; convert the sound"
              .formatted(up, down));
    }
    this.weights = new float[up * 2 * reach];
    for (int phase = 0; phase < up; phase++) {
      for (int i = 0; i < 2 * reach; i++) {
        double distance = i - (reach - 1) - (double) phase / up;
        weights[phase * 2 * reach + i] = (float) (band * weight(distance * band));
      }
    }
  }

  /**
   * Returns what makes samples of one rate of those of another.
   *
   * @throws DataFormatException if the rates have too small a common divisor
   */
  public static Resampler of(int from, int to) {
    int divisor = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValue();
    return new Resampler(to / divisor, from / divisor);
  }

  /** Returns sinc within the window, at a distance counted in zeros. */
  private static double weight(double x) {
    double inside = 1 - x / ZEROS * (x / ZEROS);
    if (inside <= 0) {
      return 0;
    }
    double sinc = x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    return sinc * bessel(BETA * Math.sqrt(inside)) / bessel(BETA);
  }

  /** The modified Bessel function of order 0, by its power series. */
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-17 * sum; k++) {
      term *= x / (2.0 * k) * (x / (2.0 * k));
      sum += term;
    }
    return sum;
  }

  /** Returns the samples of the new rate; those before the first and after the last are 0. */
  public float[] resample(float[] x) {
    float[] padded = new float[x.length + 2 * reach];
    System.arraycopy(x, 0, padded, reach, x.length);
    float[] y = new float[Math.toIntExact(((long) x.length * up + down - 1) / down)];
    for (int i = 0; i < y.length; i++) {
      long place = (long) i * down;
      int at = (int) (place / up) + 1; // the first old sample, moved by the padding
      int phase = (int) (place % up);
      y[i] = Vectors.dot(padded, at, weights, phase * 2 * reach, 2 * reach);
    }
    return y;
  }
}
