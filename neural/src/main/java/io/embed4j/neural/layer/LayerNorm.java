package io.embed4j.neural.layer;

import io.embed4j.core.math.FunctionGradients;
import io.embed4j.core.math.RowFunctions;
import java.util.List;

/**
 * y = gamma (x − mean) / √(variance + epsilon) + beta: Ba, Kiros, Hinton: Layer Normalization,
 * 2016. Thread-safe: no state.
 *
 * @param gamma one float a column
 * @param beta as many; constant zeros where a family has none
 */
public record LayerNorm(Parameter gamma, Parameter beta, float epsilon) implements Norm {
  @Override
  public void applyInPlace(float[] x, int offset) {
    RowFunctions.layerNormInPlace(x, offset, gamma.size(), gamma.values(), beta.values(), epsilon);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(gamma, beta);
  }

  @Override
  public void backwardInPlace(
      float[] x, int xOffset, float[] dy, int dyOffset, float[] sums, int at) {
    FunctionGradients.layerNormInPlace(
        x, xOffset, dy, dyOffset, gamma.size(), gamma.values(), epsilon, sums, at);
  }
}
