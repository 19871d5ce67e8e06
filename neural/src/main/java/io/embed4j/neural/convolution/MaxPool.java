package io.embed4j.neural.convolution;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.Arrays;

/**
 * The largest value of each channel among the places that a window covers; padding does not count.
 * The first of several equal ones has the gradient. Thread-safe: no state.
 */
public record MaxPool(Window window) {
  private static final int NONE = -1;

  /** Returns one row a place of {@code grids.after(window)}. */
  public Matrix forward(Matrix x, Grids grids, Workspace space) {
    return forward(x, grids, new int[0], space);
  }

  /**
   * As {@link #forward(Matrix, Grids, Workspace)}.
   *
   * @param winners set to the row of x for each element of y, if it is not empty
   */
  private Matrix forward(Matrix x, Grids grids, int[] winners, Workspace space) {
    Grids after = grids.after(window);
    Segments inputs = grids.segments();
    Segments outputs = after.segments();
    Matrix y = space.matrix(outputs.rows(), x.columns());
    space.forRows(
        y.rows(),
        row -> {
          int grid = outputs.sequenceOf(row);
          int place = row - outputs.start(grid);
          int top = place / after.widths()[grid] * window.down().stride() - window.down().before();
          int left =
              place % after.widths()[grid] * window.across().stride() - window.across().before();
          int at = row * y.columns();
          Arrays.fill(y.data(), at, at + y.columns(), Float.NEGATIVE_INFINITY);
          int endY = Math.min(grids.heights()[grid], top + window.down().size());
          int endX = Math.min(grids.widths()[grid], left + window.across().size());
          for (int i = Math.max(0, top); i < endY; i++) {
            for (int j = Math.max(0, left); j < endX; j++) {
              int from = inputs.start(grid) + i * grids.widths()[grid] + j;
              takeLarger(x, from, y.data(), at, winners);
            }
          }
        });
    return y;
  }

  private static void takeLarger(Matrix x, int row, float[] y, int at, int[] winners) {
    int from = x.offset() + row * x.rowStride();
    if (winners.length == 0) {
      for (int c = 0; c < x.columns(); c++) {
        y[at + c] = Math.max(y[at + c], x.data()[from + c]);
      }
      return;
    }
    for (int c = 0; c < x.columns(); c++) {
      if (x.data()[from + c] > y[at + c]) {
        y[at + c] = x.data()[from + c];
        winners[at + c] = row;
      }
    }
  }

  /** Returns what {@link #forward} does, and the way back. */
  public Trace trace(Matrix x, Grids grids, Training training) {
    Workspace space = training.space();
    Segments outputs = grids.after(window).segments();
    int[] winners = new int[outputs.rows() * x.columns()];
    Arrays.fill(winners, NONE);
    Matrix y = forward(x, grids, winners, space);
    return new Trace(
        y,
        dy -> {
          space.release(y);
          Matrix dx = space.matrix(x.rows(), x.columns());
          Arrays.fill(dx.data(), 0, x.rows() * x.columns(), 0);
          space.workers().forEach(grids.count(), grid -> backward(dy, outputs, grid, winners, dx));
          return dx;
        });
  }

  private static void backward(Matrix dy, Segments outputs, int grid, int[] winners, Matrix dx) {
    for (int row = outputs.start(grid); row < outputs.end(grid); row++) {
      for (int c = 0; c < dx.columns(); c++) {
        int winner = winners[row * dx.columns() + c];
        if (winner != NONE) {
          dx.data()[winner * dx.columns() + c] += dy.at(row, c);
        }
      }
    }
  }
}
