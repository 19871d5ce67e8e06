package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;
import java.util.List;

/**
 * What BERT and its kin make of the first token of a sequence: f(x₀·Wᵀ + b), f usually tanh.
 * Trained with the task of the pre-training; not a pooling of all tokens. Thread-safe.
 */
public record Pooler(Linear dense, Activation activation) {
  /** Returns one row a sequence. */
  public Matrix forward(Matrix x, Segments segments, Workspace space) {
    Matrix first = firstTokens(x, segments, space);
    Matrix y = dense.forward(first, space); // sequences × dim
    space.release(first);
    activate(y, space);
    return y;
  }

  private static Matrix firstTokens(Matrix x, Segments segments, Workspace space) {
    Matrix first = space.matrix(segments.count(), x.columns());
    for (int i = 0; i < segments.count(); i++) {
      int in = x.offset() + segments.start(i) * x.rowStride();
      System.arraycopy(x.data(), in, first.data(), i * first.rowStride(), x.columns());
    }
    return first;
  }

  private void activate(Matrix y, Workspace space) {
    space.forRows(
        y.rows(), row -> activation.applyInPlace(y.data(), row * y.rowStride(), y.columns()));
  }

  /**
   * Returns one row a sequence, and the way back to the gradient of the first tokens alone:
   * sequences × dim.
   */
  public Trace trace(Matrix x, Segments segments, Training training) {
    Workspace space = training.space();
    Matrix first = firstTokens(x, segments, space);
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
          List.of(first, z, y).forEach(space::release);
          return dFirst;
        });
  }
}
