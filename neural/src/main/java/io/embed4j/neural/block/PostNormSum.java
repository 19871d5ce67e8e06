package io.embed4j.neural.block;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.RowSums;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.List;
import java.util.stream.Stream;

/**
 * y = norm(s), s = x + dropout(f(x) + b), in training, and the way back:
 *
 * <pre>
 *   ds = norm′(s) dy    df = dropout(ds)    db += Σ rows of df    dx = ds + f′(x) df
 * </pre>
 *
 * @param last the layer whose bias is b
 */
record PostNormSum(Linear last, Norm norm) {
  /**
   * Returns y and the way back.
   *
   * @param f of x; its y is overwritten
   */
  Trace trace(Matrix x, Trace f, Training training) {
    Workspace space = training.space();
    Matrix s = f.y();
    Matrix y = space.matrix(s.rows(), s.columns());
    space.forRows(
        s.rows(),
        row -> {
          int at = row * s.rowStride();
          last.addBias(s.data(), at);
          training.dropout().applyToStates(s.data(), at, s.columns(), row);
          int residual = x.offset() + row * x.rowStride();
          Vectors.addScaled(1, x.data(), residual, s.data(), at, s.columns());
          System.arraycopy(s.data(), at, y.data(), at, s.columns());
          norm.applyInPlace(y.data(), at);
        });
    return new Trace(
        y,
        dy -> {
          Matrix ds = y; // not needed any more
          Matrix df = space.matrix(s.rows(), s.columns());
          backward(s, dy, ds, df, training);
          Matrix dx = f.backward(df);
          space.release(df);
          space.forRows(
              dx.rows(),
              row -> {
                int at = row * dx.rowStride();
                Vectors.addScaled(1, ds.data(), at, dx.data(), at, dx.columns());
              });
          space.release(ds);
          return dx;
        });
  }

  private void backward(Matrix s, Matrix dy, Matrix ds, Matrix df, Training training) {
    int biasAt = norm.parameterCount();
    int width = s.columns();
    RowSums.add(
        training.space(),
        s.rows(),
        parameters(norm, last),
        (row, sums, sumsAt) -> {
          int at = row * width;
          System.arraycopy(dy.data(), dy.offset() + row * dy.rowStride(), ds.data(), at, width);
          norm.backwardInPlace(s.data(), at, ds.data(), at, sums, sumsAt);
          System.arraycopy(ds.data(), at, df.data(), at, width);
          training.dropout().applyToStates(df.data(), at, width, row);
          last.addBiasGradient(df.data(), at, sums, sumsAt + biasAt);
        });
  }

  /** Returns the parameters of a norm, then the bias of a layer. */
  static List<Parameter> parameters(Norm norm, Linear last) {
    return Stream.concat(norm.parameters().stream(), Stream.of(last.bias())).toList();
  }
}
