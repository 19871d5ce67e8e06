package io.embed4j.neural.block;

import io.embed4j.core.math.Vectors;
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
    return activation.map(f -> activated(n, f, training)).orElse(n);
  }

  /** Returns f(z), and the way back. */
  static Trace activated(Trace z, Activation f, Training training) {
    Workspace space = training.space();
    int columns = z.y().columns();
    Matrix y = space.matrix(z.y().rows(), columns);
    Rows.copy(z.y(), y, 0);
    space.forRows(y.rows(), row -> f.applyInPlace(y.data(), row * columns, columns));
    return new Trace(
        y,
        dy -> {
          Matrix dz = y; // not needed any more
          Rows.copy(dy, dz, 0);
          space.forRows(
              dz.rows(),
              row -> {
                int at = row * columns;
                f.backwardInPlace(z.y().data(), at, dz.data(), at, columns);
              });
          Matrix dx = z.backward(dz);
          space.release(dz);
          return dx;
        });
  }

  /** Returns x + y and the way back, which both share. */
  static Trace sum(Trace one, Trace other, Training training) {
    Workspace space = training.space();
    int columns = one.y().columns();
    Matrix y = space.matrix(one.y().rows(), columns);
    Rows.copy(one.y(), y, 0);
    add(other.y(), y, space);
    return new Trace(
        y,
        dy -> {
          space.release(y);
          Matrix dx = one.backward(dy);
          Matrix more = other.backward(dy);
          add(more, dx, space);
          space.release(more);
          return dx;
        });
  }

  /** to += x. */
  static void add(Matrix x, Matrix to, Workspace space) {
    space.forRows(
        to.rows(),
        row -> {
          int in = x.offset() + row * x.rowStride();
          Vectors.addScaled(1, x.data(), in, to.data(), row * to.columns(), to.columns());
        });
  }
}
