package io.embed4j.neural.recurrent;

import io.embed4j.core.math.FunctionGradients;
import io.embed4j.core.math.RowFunctions;
import io.embed4j.core.math.Vectors;
import java.util.Arrays;

/**
 * Long short-term memory with a forget gate: Hochreiter, Schmidhuber 1997; Gers et al. 2000. With
 * the sums i, f, g, o of both products, in this order:
 *
 * <pre>
 *   cₜ = σ(f) ⊙ cₜ₋₁ + σ(i) ⊙ tanh(g)
 *   hₜ = σ(o) ⊙ tanh(cₜ)
 * </pre>
 */
public record LstmCell() implements Cell {
  @Override
  public int gates() {
    return 4;
  }

  @Override
  public boolean dependsOnSum() {
    return true;
  }

  @Override
  public boolean hasMemory() {
    return true;
  }

  @Override
  public void step(float[] x, int xAt, float[] r, int rAt, State state, int from, int to) {
    int width = state.width();
    int at = to * width;
    int f = xAt + width;
    int g = f + width;
    int o = g + width;
    Vectors.addScaled(1, r, rAt, x, xAt, 4 * width);
    RowFunctions.sigmoidInPlace(x, xAt, 2 * width);
    RowFunctions.tanhInPlace(x, g, width);
    RowFunctions.sigmoidInPlace(x, o, width);
    Vectors.product(1, x, f, state.c(), from * width, state.c(), at, width);
    Vectors.addProduct(1, x, xAt, x, g, state.c(), at, width);
    System.arraycopy(state.c(), at, state.h(), at, width);
    RowFunctions.tanhInPlace(state.h(), at, width);
    Vectors.product(1, x, o, state.h(), at, state.h(), at, width);
  }

  @Override
  public void backward(
      float[] x, int xAt, float[] r, int rAt, State state, int from, int to, State d, int dRow) {
    int width = state.width();
    int at = dRow * width;
    RowFunctions.tanhInPlace(state.c(), to * width, width); // whose step is done needs c no more
    FunctionGradients.lstmInPlace(
        x, xAt, state.c(), to * width, from * width, d.h(), d.c(), at, width);
    Arrays.fill(d.h(), at, at + width, 0);
  }
}
