package io.embed4j.neural.layer;

import io.embed4j.core.math.RowFunctions;

/**
 * y = gamma x / √(mean of squares + epsilon): Zhang, Sennrich: Root Mean Square Layer
 * Normalization, 2019. Thread-safe: no state.
 *
 * @param gamma one float a column, not copied
 */
public record RmsNorm(float[] gamma, float epsilon) implements Norm {
  @Override
  public void applyInPlace(float[] x, int offset) {
    RowFunctions.rmsNormInPlace(x, offset, gamma.length, gamma, epsilon);
  }
}
