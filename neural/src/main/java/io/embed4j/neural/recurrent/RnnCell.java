package io.embed4j.neural.recurrent;

import io.embed4j.core.math.Vectors;
import io.embed4j.neural.layer.Activation;

/** hₜ = f(W·xₜ + b + U·hₜ₋₁ + c), f tanh or relu: Elman: Finding Structure in Time, 1990. */
public record RnnCell(Activation activation) implements Cell {
  @Override
  public int gates() {
    return 1;
  }

  @Override
  public void step(float[] x, int xAt, float[] r, int rAt, State state, int sequence) {
    int width = state.width();
    Vectors.addScaled(1, r, rAt, x, xAt, width);
    activation.applyInPlace(x, xAt, width);
    System.arraycopy(x, xAt, state.h(), sequence * width, width);
  }
}
