package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;
import java.util.List;

/**
 * What BERT and its kin make of the first token of a sequence: f(x₀·Wᵀ + b), f usually tanh.
 * Trained with the task of the pre-training; not a pooling of all tokens. Thread-safe.
 */
public record DensePooler(Linear dense, Activation activation) implements Pooler {
  @Override
  public Matrix forward(Matrix x, Segments segments, Workspace space) {
    Matrix first = Rows.first(x, segments, space);
    Matrix y = dense.forward(first, space); // sequences × dim
    space.release(first);
    activate(y, space);
    return y;
  }

  private void activate(Matrix y, Workspace space) {
    space.forRows(
        y.rows(), row -> activation.applyInPlace(y.data(), row * y.rowStride(), y.columns()));
  }

  @Override
  public Trace trace(Matrix x, Segments segments, Training training) {
    Workspace space = training.space();
    Matrix first = Rows.first(x, segments, space);
    Matrix z = dense.forward(first, space); // sequences × dim
    Matrix y = space.matrix(z.rows(), z.columns());
    Rows.copy(z, y, 0);
    activate(y, space);
    return new Trace(
        y,
        dy -> {
          Matrix dz = y; // not needed any more
          Rows.copy(dy, dz, 0);
          space.forRows(
              dz.rows(),
              row -> {
                int at = row * dz.rowStride();
                activation.backwardInPlace(z.data(), at, dz.data(), at, dz.columns());
              });
          Matrix dFirst = dense.backward(first, dz, training);
          Matrix dx = Rows.scatteredFirst(dFirst, segments, space);
          List.of(first, z, y, dFirst).forEach(space::release);
          return dx;
        });
  }
}
