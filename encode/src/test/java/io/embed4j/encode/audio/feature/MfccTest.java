package io.embed4j.encode.audio.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.neural.grid.GridBatch;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Mels and their coefficients against plain sums in double. */
final class MfccTest {
  private static final int RATE = 8000;
  private static final int LENGTH = 256;
  private static final int HOP = 80;
  private static final int MELS = 40;

  private static float[] sound() {
    SplittableRandom random = new SplittableRandom(2);
    float[] x = new float[2560];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (0.3 * Math.sin(0.4 * i) + 0.1 * random.nextGaussian());
    }
    return x;
  }

  /** Returns logarithms of mels, frame by frame. */
  private static double[][] mels(float[] x) {
    double[][] mels = new double[1 + x.length / HOP][MELS];
    for (int frame = 0; frame < mels.length; frame++) {
      for (int bin = 0; bin <= LENGTH / 2; bin++) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < LENGTH; i++) {
          int at = Math.abs(frame * HOP - LENGTH / 2 + i);
          at = at >= x.length ? 2 * (x.length - 1) - at : at;
          double hann = Math.sin(Math.PI * i / LENGTH);
          re += x[at] * hann * hann * Math.cos(2 * Math.PI * bin * i / LENGTH);
          im += x[at] * hann * hann * Math.sin(2 * Math.PI * bin * i / LENGTH);
        }
        for (int mel = 0; mel < MELS; mel++) {
          mels[frame][mel] += triangle(mel, bin * (double) RATE / LENGTH) * (re * re + im * im);
        }
      }
      for (int mel = 0; mel < MELS; mel++) {
        mels[frame][mel] = Math.log(Math.max(mels[frame][mel], 1e-10));
      }
    }
    return mels;
  }

  private static double triangle(int mel, double hertz) {
    double left = edge(mel);
    double top = edge(mel + 1);
    double right = edge(mel + 2);
    return Math.max(0, Math.min((hertz - left) / (top - left), (right - hertz) / (right - top)));
  }

  private static double edge(int i) {
    double most = 2595 * Math.log10(1 + RATE / 2.0 / 700);
    return 700 * (Math.pow(10, most * i / (MELS + 1) / 2595) - 1);
  }

  @Test
  void meansAndDeviationsOfCoefficientsAndOfTheirChanges() {
    double[][] mels = mels(sound());
    Mfcc mfcc = new Mfcc(LogMelFeatures.of(RATE), 5);
    float[] vector = mfcc.vector(sound());
    assertThat(vector).hasSize(20);
    int n = mels.length;
    for (int k = 0; k < 5; k++) {
      double[] c = new double[n];
      for (int frame = 0; frame < n; frame++) {
        for (int mel = 0; mel < MELS; mel++) {
          c[frame] += mels[frame][mel] * Math.cos(Math.PI * k * (2 * mel + 1) / (2 * MELS));
        }
      }
      double mean = Arrays.stream(c).average().orElseThrow();
      double squares = Arrays.stream(c).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      assertThat((double) vector[4 * k]).isCloseTo(mean, within(1e-3));
      assertThat((double) vector[4 * k + 1]).isCloseTo(Math.sqrt(squares), within(1e-3));
      assertThat((double) vector[4 * k + 2]).isCloseTo((c[n - 1] - c[0]) / (n - 1), within(1e-3));
    }
  }

  @Test
  void logarithmsOfMelsWithMean0AndVariance1() {
    double[][] mels = mels(sound());
    GridBatch features = LogMelFeatures.of(RATE).features(sound());
    assertThat(features.grids().heights()).containsExactly(MELS);
    assertThat(features.grids().widths()).containsExactly(mels.length);
    double mean = 0;
    double squares = 0;
    int n = MELS * mels.length;
    for (double[] frame : mels) {
      for (double mel : frame) {
        mean += mel / n;
        squares += mel * mel / n;
      }
    }
    double deviation = Math.sqrt(squares - mean * mean + 1e-5);
    for (int frame = 0; frame < mels.length; frame++) {
      for (int mel = 0; mel < MELS; mel++) {
        double expected = (mels[frame][mel] - mean) / deviation;
        double found = features.values().at(mel * mels.length + frame, 0);
        assertThat(found).isCloseTo(expected, within(1e-4));
      }
    }
  }
}
