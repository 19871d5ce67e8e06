package io.embed4j.neural.grid;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.BatchNorm;
import io.embed4j.neural.convolution.Convolution;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.Optional;

/** y = f(norm(convolution(x))). Thread-safe while nobody trains: no other state. */
public record ConvolutionUnit(
    Convolution convolution, BatchNorm norm, Optional<Activation> activation) {
  /** Returns a place of y for each window. */
  public Matrix forward(Matrix x, Grids grids, Workspace space) {
    Matrix y = convolution.forward(x, grids, space);
    BatchNorm.Folded folded = norm.folded();
    space.forRows(
        y.rows(),
        row -> {
          int at = row * y.columns();
          folded.applyInPlace(y.data(), at);
          activation.ifPresent(f -> f.applyInPlace(y.data(), at, y.columns()));
        });
    return y;
  }

  /** Returns what {@link #forward} does of a norm of the batch itself, and the way back. */
  public Trace trace(Matrix x, Grids grids, Training training) {
    Trace c = convolution.trace(x, grids, training);
    Trace n = norm.trace(c.y(), training).after(c, training.space());
    return activation.map(f -> f.trace(n.y(), training).after(n, training.space())).orElse(n);
  }

  /** Returns x + y and the way back, which both share. */
  static Trace sum(Trace one, Trace other, Training training) {
    Workspace space = training.space();
    Matrix y = Rows.copy(one.y(), space);
    Rows.add(other.y(), y, space);
    return new Trace(
        y,
        dy -> {
          space.release(y);
          Matrix dx = one.backward(dy);
          Matrix more = other.backward(dy);
          Rows.add(more, dx, space);
          space.release(more);
          return dx;
        });
  }
}
