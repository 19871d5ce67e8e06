package io.embed4j.neural.layer;

import io.embed4j.core.math.RowFunctions;

/**
 * y = gamma (x − mean) / √(variance + epsilon) + beta: Ba, Kiros, Hinton: Layer Normalization,
 * 2016. Thread-safe: no state.
 *
 * @param gamma one float a column, not copied
 * @param beta as many; zeros where a family has none
 */
public record LayerNorm(float[] gamma, float[] beta, float epsilon) implements Norm {
  @Override
  public void applyInPlace(float[] x, int offset) {
    RowFunctions.layerNormInPlace(x, offset, gamma.length, gamma, beta, epsilon);
  }
}
