package io.embed4j.neural.grid;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Norm;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Workspace;

/**
 * One place of four, beside each other and normalised, by a product: Liu et al.: Swin Transformer,
 * 2021, section 3.1. Thread-safe: no state.
 *
 * @param norm of four places
 */
public record PatchMerging(Norm norm, Linear reduction) {
  private static final int PLACES = 4;

  /** Returns the grids of y. */
  static Grids after(Grids grids) {
    int[] heights = grids.heights().clone();
    int[] widths = grids.widths().clone();
    for (int i = 0; i < heights.length; i++) {
      heights[i] /= 2;
      widths[i] /= 2;
    }
    return new Grids(heights, widths);
  }

  /** Returns a row for each square of four places. */
  Matrix forward(Matrix x, Grids grids, Workspace space) {
    Grids after = after(grids);
    Segments inputs = grids.segments();
    Segments outputs = after.segments();
    int dim = x.columns();
    Matrix four = space.matrix(outputs.rows(), PLACES * dim);
    space.forRows(
        four.rows(),
        row -> {
          int grid = outputs.sequenceOf(row);
          int place = row - outputs.start(grid);
          int width = grids.widths()[grid];
          int top = place / after.widths()[grid] * 2;
          int left = place % after.widths()[grid] * 2;
          int at = row * four.columns();
          for (int i = 0; i < PLACES; i++) { // first down, then to the right
            int from = inputs.start(grid) + (top + i % 2) * width + left + i / 2;
            System.arraycopy(x.data(), from * dim, four.data(), at + i * dim, dim);
          }
          norm.applyInPlace(four.data(), at);
        });
    Matrix y = reduction.forward(four, space);
    space.release(four);
    return y;
  }
}
