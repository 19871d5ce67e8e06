package io.embed4j.neural.grid;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;

/** What tells the frames of a sound where they stand. Thread-safe. */
public sealed interface FramePositions {
  /**
   * Refuses sounds that are too long.
   *
   * @throws IllegalArgumentException if there are not enough positions
   */
  void check(Grids frames);

  /** x += positions. */
  void addTo(Matrix x, Grids frames, Workspace space);

  /** Returns x + positions, and the way back. */
  Trace trace(Matrix x, Grids frames, Training training);

  /**
   * A row of a table for each frame: Whisper.
   *
   * @param table positions × dim
   */
  record Table(Parameter table, int dim) implements FramePositions {
    @Override
    public void check(Grids frames) {
      int most = table.size() / dim;
      for (int width : frames.widths()) {
        if (width > most) {
          throw new IllegalArgumentException(
              "a sound of %d frames is too long: the model has %d positions"
                  .formatted(width, most));
        }
      }
    }

    @Override
    public void addTo(Matrix x, Grids frames, Workspace space) {
      Segments segments = frames.segments();
      space.forRows(
          x.rows(),
          row -> {
            int place = row - segments.start(segments.sequenceOf(row));
            Vectors.addScaled(1, table.values(), place * dim, x.data(), row * x.rowStride(), dim);
          });
    }

    @Override
    public Trace trace(Matrix x, Grids frames, Training training) {
      Workspace space = training.space();
      Matrix y = Rows.copy(x, space);
      addTo(y, frames, space);
      return new Trace(
          y,
          dy -> {
            space.release(y);
            addGradient(dy, frames.segments());
            return Rows.copy(dy, space);
          });
    }

    private void addGradient(Matrix dy, Segments segments) {
      for (int i = 0; i < segments.count() && !table.isFrozen(); i++) {
        for (int row = segments.start(i); row < segments.end(i); row++) {
          int from = dy.offset() + row * dy.rowStride();
          int to = (row - segments.start(i)) * dim;
          Vectors.addScaled(1, dy.data(), from, table.gradient(), to, dim);
        }
      }
    }
  }

  /** What a frame's neighbourhood says: Baevski et al.: wav2vec 2.0, 2020, section 2. */
  record Convolved(FrameLayer layer) implements FramePositions {
    @Override
    public void check(Grids frames) {}

    @Override
    public void addTo(Matrix x, Grids frames, Workspace space) {
      Matrix p = layer.forward(x, frames, space);
      Rows.add(p, x, space);
      space.release(p);
    }

    @Override
    public Trace trace(Matrix x, Grids frames, Training training) {
      Workspace space = training.space();
      Trace p = layer.trace(x, frames, training);
      Matrix y = Rows.copy(x, space);
      Rows.add(p.y(), y, space);
      return new Trace(
          y,
          dy -> {
            space.release(y);
            Matrix dx = p.backward(dy);
            Rows.add(dy, dx, space);
            return dx;
          });
    }
  }
}
