package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import java.util.List;

/**
 * y = lambda ⊙ x, a factor for each column, which what a block adds is multiplied by: Touvron et
 * al.: Going Deeper with Image Transformers, 2021, equation 4. It stands where other families have
 * a norm, and so is one here. Thread-safe: no state.
 */
public record LayerScale(Parameter lambda) implements Norm {
  @Override
  public void applyInPlace(float[] x, int offset) {
    Vectors.product(1, x, offset, lambda.values(), 0, x, offset, lambda.size());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(lambda);
  }

  @Override
  public void backwardInPlace(
      float[] x, int xOffset, float[] dy, int dyOffset, float[] sums, int at) {
    Vectors.addProduct(1, x, xOffset, dy, dyOffset, sums, at, lambda.size());
    Vectors.product(1, dy, dyOffset, lambda.values(), 0, dy, dyOffset, lambda.size());
  }
}
