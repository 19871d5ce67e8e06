package io.embed4j.encode.audio.feature;

import io.embed4j.core.matrix.Matrix;

/**
 * Mel-frequency cepstral coefficients: Davis, Mermelstein: Comparison of Parametric Representations
 * for Monosyllabic Word Recognition, 1980. The cosine transform of the logarithms of mels; a vector
 * of a sound is what a trained encoder has to beat. Thread-safe.
 *
 * @param count how many coefficients
 */
public record Mfcc(LogMelFeatures mels, int count) {
  private static final int FIGURES = 4;

  /** Returns the length of a vector. */
  public int dim() {
    return FIGURES * count;
  }

  /**
   * Returns mean and deviation over time of each coefficient, and of its change from frame to
   * frame.
   */
  public float[] vector(float[] samples) {
    Matrix frames = mels.mels(samples);
    double[][] coefficients = new double[frames.rows()][count];
    for (int frame = 0; frame < frames.rows(); frame++) {
      for (int k = 0; k < count; k++) {
        for (int mel = 0; mel < frames.columns(); mel++) {
          coefficients[frame][k] +=
              frames.at(frame, mel) * Math.cos(Math.PI * k * (mel + 0.5) / frames.columns());
        }
      }
    }
    float[] vector = new float[dim()];
    for (int k = 0; k < count; k++) {
      addFigures(coefficients, k, 0, vector, FIGURES * k);
      addFigures(coefficients, k, 1, vector, FIGURES * k + 2);
    }
    return vector;
  }

  /** Of the coefficients themselves, or of their changes over {@code lag} frames. */
  private static void addFigures(double[][] x, int k, int lag, float[] to, int at) {
    int n = x.length - lag;
    double mean = 0;
    double squares = 0;
    for (int i = lag; i < x.length; i++) {
      mean += change(x, i, k, lag) / n;
    }
    for (int i = lag; i < x.length; i++) {
      double difference = change(x, i, k, lag) - mean;
      squares += difference * difference / n;
    }
    to[at] = (float) mean;
    to[at + 1] = (float) Math.sqrt(squares);
  }

  private static double change(double[][] x, int i, int k, int lag) {
    return lag == 0 ? x[i][k] : x[i][k] - x[i - lag][k];
  }
}
