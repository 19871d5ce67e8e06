package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.function.Function;

/**
 * A layer of which nothing but x and y is kept: it runs again on the way back, with the same
 * numbers dropped, and so gives the same bits. Chen et al.: Training Deep Nets with Sublinear
 * Memory Cost, 2016.
 *
 * @param layer what it makes of x, which it must leave as it is
 * @param inner memory of one layer, which all share
 */
public record Recomputed(Function<Training, Trace> layer, Workspace inner) {
  /** Returns y, and the way back. */
  public Trace trace(Training training) {
    Workspace outer = training.space();
    Training once = Training.of(inner).with(training.dropout());
    Matrix y = moved(layer.apply(once).y(), outer);
    return new Trace(
        y,
        dy -> {
          outer.release(y);
          return moved(layer.apply(once).backward(dy), outer);
        });
  }

  private Matrix moved(Matrix from, Workspace outer) {
    Matrix to = outer.matrix(from.rows(), from.columns());
    Rows.copy(from, to, 0);
    inner.releaseAll();
    return to;
  }
}
