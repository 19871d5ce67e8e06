package io.embed4j.neural.block;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.NoNorm;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.RowSums;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.function.Function;

/**
 * y = x + dropout(addedNorm(s)), s = f(norm(x)) + b, in training, and the way back:
 *
 * <pre>
 *   ds = addedNorm′(s) dropout(dy)    db += Σ rows of ds    dx = dy + norm′(x) f′(norm(x)) ds
 * </pre>
 *
 * @param last the layer whose bias is b
 */
record PreNormSum(Norm norm, Linear last, Norm addedNorm) {
  /** Returns y and the way back; x stays as it is. */
  Trace trace(Matrix x, Function<Matrix, Trace> layer, Training training) {
    Workspace space = training.space();
    Trace normal = norm.trace(x, training);
    Trace f = layer.apply(normal.y());
    Matrix s = f.y();
    Matrix y = space.matrix(s.rows(), s.columns());
    space.forRows(
        s.rows(),
        row -> {
          int at = row * s.rowStride();
          last.addBias(s.data(), at);
          System.arraycopy(s.data(), at, y.data(), at, s.columns());
          addedNorm.applyInPlace(y.data(), at);
          training.dropout().applyToStates(y.data(), at, s.columns(), row);
          int residual = x.offset() + row * x.rowStride();
          Vectors.addScaled(1, x.data(), residual, y.data(), at, s.columns());
        });
    return new Trace(
        y,
        dy -> {
          space.release(y);
          Matrix ds = dropped(dy, training);
          addedBackward(s, ds, training);
          Matrix dNormal = f.backward(ds);
          space.release(ds);
          Matrix dx = normal.backward(dNormal);
          space.release(dNormal);
          space.forRows(
              dx.rows(),
              row -> {
                int in = dy.offset() + row * dy.rowStride();
                int at = row * dx.rowStride();
                Vectors.addScaled(1, dy.data(), in, dx.data(), at, dx.columns());
              });
          return dx;
        });
  }

  private static Matrix dropped(Matrix dy, Training training) {
    Matrix dropped = training.space().matrix(dy.rows(), dy.columns());
    int width = dy.columns();
    training
        .space()
        .forRows(
            dy.rows(),
            row -> {
              int in = dy.offset() + row * dy.rowStride();
              System.arraycopy(dy.data(), in, dropped.data(), row * width, width);
              training.dropout().applyToStates(dropped.data(), row * width, width, row);
            });
    return dropped;
  }

  /** Replaces the gradient of what is added by ds. */
  private void addedBackward(Matrix s, Matrix ds, Training training) {
    if (addedNorm instanceof NoNorm && last.bias().isFrozen()) {
      return;
    }
    int width = s.columns();
    int biasAt = addedNorm.parameterCount();
    RowSums.add(
        training.space(),
        s.rows(),
        PostNormSum.parameters(addedNorm, last),
        (row, sums, sumsAt) -> {
          int at = row * width;
          addedNorm.backwardInPlace(s.data(), at, ds.data(), at, sums, sumsAt);
          last.addBiasGradient(ds.data(), at, sums, sumsAt + biasAt);
        });
  }
}
