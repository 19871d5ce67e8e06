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
  private static final double A = -0.75;
  private static final int TAPS = 4;

  public GridPositions {
    int needed = Math.multiplyExact(first + Math.multiplyExact(height, width), dim);
    if (table.size() != needed) {
      throw new IllegalArgumentException(
          "table must have %d elements, but has %d".formatted(needed, table.size()));
    }
  }

  /** The places that a place lies between, and how much each counts. */
  private record Taps(int[] places, float[] weights) {
    static Taps of(int place, int outputs, int inputs) {
      double centre = (place + 0.5) * inputs / outputs - 0.5;
      int floor = (int) Math.floor(centre);
      int[] places = new int[TAPS];
      float[] weights = new float[TAPS];
      for (int i = 0; i < TAPS; i++) {
        places[i] = Math.clamp(floor - 1 + i, 0, inputs - 1);
        weights[i] = (float) kernel(Math.abs(centre - (floor - 1 + i)));
      }
      return new Taps(places, weights);
    }

    private static double kernel(double x) {
      return x <= 1
          ? ((A + 2) * x - (A + 3)) * x * x + 1
          : x < 2 ? ((A * x - 5 * A) * x + 8 * A) * x - 4 * A : 0;
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
    Taps down = Taps.of(place / width, height, this.height);
    Taps across = Taps.of(place % width, width, this.width);
    for (int i = 0; i < TAPS; i++) {
      for (int j = 0; j < TAPS; j++) {
        int row = first + down.places[i] * this.width + across.places[j];
        tap.row(down.weights[i] * across.weights[j], row);
      }
    }
  }
}
