package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import java.util.Arrays;

/**
 * The mean of the first rows of a sequence: AST, whose sequences begin with the tokens of two
 * classes. Thread-safe.
 *
 * @param count of rows; every sequence has as many
 */
public record LeadingPooler(int count) implements Pooler {
  @Override
  public Matrix forward(Matrix x, Segments segments, Workspace space) {
    Matrix y = space.matrix(segments.count(), x.columns());
    Arrays.fill(y.data(), 0, y.rows() * y.columns(), 0);
    for (int i = 0; i < segments.count(); i++) {
      for (int row = segments.start(i); row < segments.start(i) + count; row++) {
        int from = x.offset() + row * x.rowStride();
        Vectors.addScaled(1f / count, x.data(), from, y.data(), i * y.columns(), y.columns());
      }
    }
    return y;
  }

  @Override
  public Trace trace(Matrix x, Segments segments, Training training) {
    Workspace space = training.space();
    Matrix y = forward(x, segments, space);
    return new Trace(
        y,
        dy -> {
          space.release(y);
          Matrix dx = space.matrix(x.rows(), x.columns());
          Arrays.fill(dx.data(), 0, dx.rows() * dx.columns(), 0);
          for (int i = 0; i < segments.count(); i++) {
            int from = dy.offset() + i * dy.rowStride();
            for (int row = segments.start(i); row < segments.start(i) + count; row++) {
              int to = row * dx.columns();
              Vectors.addScaled(1f / count, dy.data(), from, dx.data(), to, dx.columns());
            }
          }
          return dx;
        });
  }
}
