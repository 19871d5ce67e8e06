package io.embed4j.encode.audio.feature;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.GridBatch;

/**
 * The samples themselves: wav2vec 2.0.
 *
 * @param normalised whether a sound becomes (x − mean) / √(variance + 10⁻⁷)
 */
record SampleFeatures(int rate, boolean normalised) implements FeatureExtractor {
  private static final double EPSILON = 1e-7;

  static SampleFeatures of(FeatureSettings settings) {
    return new SampleFeatures(
        settings.count("sampling_rate", 16000), settings.isTrue("do_normalize", true));
  }

  @Override
  public String description() {
    return normalised ? "samples of mean 0 and variance 1" : "samples";
  }

  @Override
  public GridBatch features(float[] samples) {
    float[] x = samples.clone();
    if (normalised) {
      double mean = 0;
      for (float value : x) {
        mean += value;
      }
      mean /= x.length;
      double squares = 0;
      for (float value : x) {
        squares += (value - mean) * (value - mean);
      }
      double deviation = Math.sqrt(squares / x.length + EPSILON);
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) ((x[i] - mean) / deviation);
      }
    }
    return new GridBatch(Matrix.of(x, x.length, 1), Grids.lines(x.length));
  }
}
