package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import java.util.Arrays;

/** The mean of all rows of a sequence: ResNet. Thread-safe. */
public record MeanPooler() implements Pooler {
  @Override
  public Matrix forward(Matrix x, Segments segments, Workspace space) {
    Matrix y = space.matrix(segments.count(), x.columns());
    space
        .workers()
        .forEach(
            segments.count(),
            i -> {
              int at = i * y.rowStride();
              Arrays.fill(y.data(), at, at + y.columns(), 0);
              float share = 1f / segments.length(i);
              for (int row = segments.start(i); row < segments.end(i); row++) {
                int from = x.offset() + row * x.rowStride();
                Vectors.addScaled(share, x.data(), from, y.data(), at, x.columns());
              }
            });
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
          space.forRows(
              x.rows(),
              row -> {
                int i = segments.sequenceOf(row);
                int at = row * dx.columns();
                int from = dy.offset() + i * dy.rowStride();
                System.arraycopy(dy.data(), from, dx.data(), at, dx.columns());
                Vectors.scaleInPlace(1f / segments.length(i), dx.data(), at, dx.columns());
              });
          return dx;
        });
  }
}
