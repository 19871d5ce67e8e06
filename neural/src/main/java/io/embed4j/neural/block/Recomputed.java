package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;

/**
 * A block of which nothing but x and y is kept: it runs again on the way back, with the same
 * numbers dropped, and so gives the same bits. Chen et al.: Training Deep Nets with Sublinear
 * Memory Cost, 2016.
 *
 * @param inner memory of one block, which all share
 */
record Recomputed(Block block, Workspace inner) {
  Trace trace(Matrix x, Pass pass, Training training) {
    Workspace outer = training.space();
    Training once = Training.of(inner).with(training.dropout());
    Matrix y = moved(block.trace(x, pass, once).y(), outer);
    return new Trace(
        y,
        dy -> {
          outer.release(y);
          return moved(block.trace(x, pass, once).backward(dy), outer);
        });
  }

  private Matrix moved(Matrix from, Workspace outer) {
    Matrix to = outer.matrix(from.rows(), from.columns());
    Rows.copy(from, to, 0);
    inner.releaseAll();
    return to;
  }
}
