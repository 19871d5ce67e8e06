package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;
import java.util.List;

/** What brings rows to a common scale. */
public sealed interface Norm permits LayerNorm, RmsNorm, LayerScale, NoNorm {
  /** Normalises the row that starts at {@code offset}. */
  void applyInPlace(float[] x, int offset);

  /** Returns what training changes. */
  List<Parameter> parameters();

  /** Returns how many numbers {@link #parameters} have together. */
  default int parameterCount() {
    return parameters().stream().mapToInt(Parameter::size).sum();
  }

  /**
   * Replaces a row of dy by dx and adds to the gradients of {@link #parameters}.
   *
   * @param x what went in
   * @param sums the gradients, one behind the other from {@code at} on: see {@link RowSums}
   */
  void backwardInPlace(float[] x, int xOffset, float[] dy, int dyOffset, float[] sums, int at);

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

  /** Returns the normalised rows of {@code x}, and the way back. */
  default Trace trace(Matrix x, Training training) {
    Matrix y = forward(x, training.space());
    return new Trace(
        y,
        dy -> {
          training.space().release(y);
          return backward(x, dy, training);
        });
  }

  /** Returns dx and adds to the gradients of {@link #parameters}. */
  default Matrix backward(Matrix x, Matrix dy, Training training) {
    Matrix dx = training.space().matrix(x.rows(), x.columns());
    RowSums.add(
        training.space(),
        x.rows(),
        parameters(),
        (row, sums, at) -> {
          int in = dy.offset() + row * dy.rowStride();
          int out = row * dx.rowStride();
          System.arraycopy(dy.data(), in, dx.data(), out, x.columns());
          int from = x.offset() + row * x.rowStride();
          backwardInPlace(x.data(), from, dx.data(), out, sums, at);
        });
    return dx;
  }
}
