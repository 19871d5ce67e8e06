package io.embed4j.neural.recurrent;

import io.embed4j.core.math.Vectors;
import io.embed4j.neural.layer.Activation;
import java.util.Arrays;

/** hₜ = f(W·xₜ + b + U·hₜ₋₁ + c), f tanh or relu: Elman: Finding Structure in Time, 1990. */
public record RnnCell(Activation activation) implements Cell {
  @Override
  public int gates() {
    return 1;
  }

  @Override
  public boolean dependsOnSum() {
    return true;
  }

  @Override
  public void step(float[] x, int xAt, float[] r, int rAt, State state, int from, int to) {
    int width = state.width();
    Vectors.addScaled(1, r, rAt, x, xAt, width);
    System.arraycopy(x, xAt, state.h(), to * width, width);
    activation.applyInPlace(state.h(), to * width, width);
  }

  @Override
  public void backward(
      float[] x, int xAt, float[] r, int rAt, State state, int from, int to, State d, int dRow) {
    int width = state.width();
    int at = dRow * width;
    activation.backwardInPlace(x, xAt, d.h(), at, width);
    System.arraycopy(d.h(), at, x, xAt, width);
    Arrays.fill(d.h(), at, at + width, 0);
  }
}
