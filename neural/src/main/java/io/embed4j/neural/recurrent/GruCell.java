package io.embed4j.neural.recurrent;

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
  public void step(float[] x, int xAt, float[] r, int rAt, State state, int sequence) {
    int width = state.width();
    int at = sequence * width;
    int z = xAt + width;
    int n = z + width;
    Vectors.addScaled(1, r, rAt, x, xAt, 2 * width);
    RowFunctions.sigmoidInPlace(x, xAt, 2 * width);
    Vectors.addProduct(1, x, xAt, r, rAt + 2 * width, x, n, width);
    RowFunctions.tanhInPlace(x, n, width);
    Vectors.addScaled(-1, x, n, state.h(), at, width);
    Vectors.product(1, x, z, state.h(), at, state.h(), at, width);
    Vectors.addScaled(1, x, n, state.h(), at, width);
  }
}
