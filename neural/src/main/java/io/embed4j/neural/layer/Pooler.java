package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;

/**
 * What BERT and its kin make of the first token of a sequence: f(x₀·Wᵀ + b), f usually tanh.
 * Trained with the task of the pre-training; not a pooling of all tokens. Thread-safe.
 */
public record Pooler(Linear dense, Activation activation) {
  /** Returns one row a sequence. */
  public Matrix forward(Matrix x, Segments segments, Workspace space) {
    Matrix first = space.matrix(segments.count(), x.columns());
    for (int i = 0; i < segments.count(); i++) {
      int in = x.offset() + segments.start(i) * x.rowStride();
      System.arraycopy(x.data(), in, first.data(), i * first.rowStride(), x.columns());
    }
    Matrix y = dense.forward(first, space); // sequences × dim
    space.release(first);
    space.forRows(
        y.rows(), row -> activation.applyInPlace(y.data(), row * y.rowStride(), y.columns()));
    return y;
  }
}
