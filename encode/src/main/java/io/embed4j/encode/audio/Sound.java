package io.embed4j.encode.audio;

import io.embed4j.encode.audio.feature.Resampler;

/**
 * Samples of one channel.
 *
 * @param samples usually from −1 to 1, at least one; not copied
 * @param rate samples a second
 */
public record Sound(float[] samples, int rate) {
  public Sound {
    if (samples.length == 0) {
      throw new IllegalArgumentException("a sound must have samples, but there are none");
    }
    if (rate < 1) {
      throw new IllegalArgumentException("rate must be at least 1, but is " + rate);
    }
    for (int i = 0; i < samples.length; i++) {
      if (!Float.isFinite(samples[i])) {
        throw new IllegalArgumentException(
            "samples must be finite, but sample " + i + " is " + samples[i]);
      }
    }
  }

  /** Returns the duration. */
  public double seconds() {
    return samples.length / (double) rate;
  }

  /** Returns the same sound with another number of samples a second. */
  public Sound at(int newRate) {
    return newRate == rate
        ? this
        : new Sound(Resampler.of(rate, newRate).resample(samples), newRate);
  }
}
