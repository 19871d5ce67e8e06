package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;

/**
 * Pictures (three channels), spectrograms (one) or sounds (one, of height 1), one after the other
 * without padding.
 *
 * @param values places × channels, row-major
 */
public record GridBatch(Matrix values, Grids grids) {
  public GridBatch {
    if (values.rows() != grids.rows()) {
      throw new IllegalArgumentException(
          "%d rows do not fit grids of %d places".formatted(values.rows(), grids.rows()));
    }
  }

  /** Returns the grids {@code from} (inclusive) to {@code to} (exclusive). */
  public GridBatch range(int from, int to) {
    int start = grids.range(0, from).rows();
    Grids some = grids.range(from, to);
    return new GridBatch(values.rowRange(start, start + some.rows()), some);
  }
}
