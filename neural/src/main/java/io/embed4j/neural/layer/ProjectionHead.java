package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;

/** y = f(x·Uᵀ + b)·Vᵀ + c: CLAP. Thread-safe while nobody trains: no other state. */
public record ProjectionHead(Linear input, Activation activation, Linear output)
    implements Projection {
  @Override
  public Matrix forward(Matrix x, Workspace space) {
    Matrix h = input.forward(x, space);
    space.forRows(
        h.rows(), row -> activation.applyInPlace(h.data(), row * h.rowStride(), h.columns()));
    Matrix y = output.forward(h, space);
    space.release(h);
    return y;
  }

  @Override
  public Trace trace(Matrix x, Training training) {
    Workspace space = training.space();
    Trace h = input.trace(x, training);
    Trace f = activation.trace(h.y(), training).after(h, space);
    return output.trace(f.y(), training).after(f, space);
  }
}
