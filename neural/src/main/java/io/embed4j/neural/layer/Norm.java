package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;

/** What brings rows to a common scale. */
public sealed interface Norm permits LayerNorm, RmsNorm, NoNorm {
  /** Normalises the row that starts at {@code offset}. */
  void applyInPlace(float[] x, int offset);

  /** Returns the normalised rows of {@code x}, which stays as it is. */
  default Matrix forward(Matrix x, Workspace space) {
    Matrix y = space.matrix(x.rows(), x.columns());
    space.forRows(
        x.rows(),
        row -> {
          int out = row * y.rowStride();
          System.arraycopy(x.data(), x.offset() + row * x.rowStride(), y.data(), out, x.columns());
          applyInPlace(y.data(), out);
        });
    return y;
  }
}
