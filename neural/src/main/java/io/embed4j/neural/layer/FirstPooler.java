package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;

/** The first row of a sequence, normalised: DINOv2, CLIP. Thread-safe. */
public record FirstPooler(Norm norm) implements Pooler {
  @Override
  public Matrix forward(Matrix x, Segments segments, Workspace space) {
    Matrix first = Rows.first(x, segments, space);
    space.forRows(first.rows(), row -> norm.applyInPlace(first.data(), row * first.rowStride()));
    return first;
  }

  @Override
  public Trace trace(Matrix x, Segments segments, Training training) {
    Workspace space = training.space();
    Matrix first = Rows.first(x, segments, space);
    Trace normal = norm.trace(first, training);
    return new Trace(
        normal.y(),
        dy -> {
          Matrix dFirst = normal.backward(dy);
          Matrix dx = Rows.scatteredFirst(dFirst, segments, space);
          space.release(dFirst);
          space.release(first);
          return dx;
        });
  }
}
