package io.embed4j.neural.convolution;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Parameter;

/**
 * Learnt positions of the places of a grid, and what they are on a grid of another size: bicubic
 * interpolation (Keys: Cubic Convolution Interpolation for Digital Image Processing, 1981) with a =
 * −0.75, places in the middle of their area, those beyond the border as at it, as PyTorch's {@code
 * interpolate} does without {@code align_corners} and {@code antialias}. Thread-safe: no state.
 *
 * @param table rows × dim
 * @param first the row of the first place; those before belong to other tokens
 */
public record GridPositions(Parameter table, int dim, int first, int height, int width) {
  public GridPositions {
    int needed = Math.multiplyExact(first + Math.multiplyExact(height, width), dim);
    if (table.size() != needed) {
      throw new IllegalArgumentException(
          "table must have %d elements, but has %d".formatted(needed, table.size()));
    }
  }

  /** What is done with a row of the table for a place. */
  private interface Tap {
    void row(float weight, int row);
  }

  /** Returns the positions of a grid, places × dim; not to be written to. */
  public Matrix of(int height, int width) {
    if (height == this.height && width == this.width) {
      return Matrix.of(table.values(), table.size() / dim, dim)
          .rowRange(first, first + height * width);
    }
    Matrix positions = Matrix.zeros(height * width, dim);
    for (int place = 0; place < height * width; place++) {
      int to = place * dim;
      forTaps(
          place,
          height,
          width,
          (weight, row) ->
              Vectors.addScaled(weight, table.values(), row * dim, positions.data(), to, dim));
    }
    return positions;
  }

  /** Adds to the gradient of the table. */
  public void addGradient(Matrix dPositions, int height, int width) {
    for (int place = 0; place < height * width && !table.isFrozen(); place++) {
      int from = dPositions.offset() + place * dPositions.rowStride();
      forTaps(
          place,
          height,
          width,
          (weight, row) ->
              Vectors.addScaled(weight, dPositions.data(), from, table.gradient(), row * dim, dim));
    }
  }

  private void forTaps(int place, int height, int width, Tap tap) {
    if (height == this.height && width == this.width) {
      tap.row(1, first + place);
      return;
    }
    CubicTaps down = CubicTaps.of(place / width, height, this.height);
    CubicTaps across = CubicTaps.of(place % width, width, this.width);
    for (int i = 0; i < CubicTaps.COUNT; i++) {
      for (int j = 0; j < CubicTaps.COUNT; j++) {
        int row = first + down.places()[i] * this.width + across.places()[j];
        tap.row(down.weights()[i] * across.weights()[j], row);
      }
    }
  }
}
