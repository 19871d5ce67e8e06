package io.embed4j.neural.layer;

import io.embed4j.core.math.FunctionGradients;
import io.embed4j.core.math.RowFunctions;
import java.util.List;

/**
 * y = gamma x / √(mean of squares + epsilon): Zhang, Sennrich: Root Mean Square Layer
 * Normalization, 2019. Thread-safe: no state.
 *
 * @param gamma one float a column
 */
public record RmsNorm(Parameter gamma, float epsilon) implements Norm {
  @Override
  public void applyInPlace(float[] x, int offset) {
    RowFunctions.rmsNormInPlace(x, offset, gamma.size(), gamma.values(), epsilon);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(gamma);
  }

  @Override
  public void backwardInPlace(
      float[] x, int xOffset, float[] dy, int dyOffset, float[] sums, int at) {
    FunctionGradients.rmsNormInPlace(
        x, xOffset, dy, dyOffset, gamma.size(), gamma.values(), epsilon, sums, at);
  }
}
