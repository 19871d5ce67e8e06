package io.embed4j.neural.recurrent;

import io.embed4j.core.math.FunctionGradients;
import io.embed4j.core.math.RowFunctions;
import io.embed4j.core.math.Vectors;

/**
 * Gated recurrent unit: Cho et al. 2014, in the form of PyTorch, where the reset gate acts on the
 * product: with x and r in the parts r, z, n
 *
 * <pre>
 *   n  = tanh(xₙ + σ(xᵣ + rᵣ) ⊙ rₙ)
 *   hₜ = n + σ(x_z + r_z) ⊙ (hₜ₋₁ − n)
 * </pre>
 */
public record GruCell() implements Cell {
  @Override
  public int gates() {
    return 3;
  }

  @Override
  public boolean dependsOnSum() {
    return false;
  }

  @Override
  public void step(float[] x, int xAt, float[] r, int rAt, State state, int from, int to) {
    int width = state.width();
    float[] h = state.h();
    int at = to * width;
    int z = xAt + width;
    int n = z + width;
    Vectors.addScaled(1, r, rAt, x, xAt, 2 * width);
    RowFunctions.sigmoidInPlace(x, xAt, 2 * width);
    Vectors.addProduct(1, x, xAt, r, rAt + 2 * width, x, n, width);
    RowFunctions.tanhInPlace(x, n, width);
    if (from != to) {
      System.arraycopy(h, from * width, h, at, width);
    }
    Vectors.addScaled(-1, x, n, h, at, width);
    Vectors.product(1, x, z, h, at, h, at, width);
    Vectors.addScaled(1, x, n, h, at, width);
  }

  @Override
  public void backward(
      float[] x, int xAt, float[] r, int rAt, State state, int from, int to, State d, int dRow) {
    int width = state.width();
    FunctionGradients.gruInPlace(
        x, xAt, r, rAt, state.h(), from * width, d.h(), dRow * width, width);
  }
}
