package io.embed4j.neural.grid;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.layer.Rows;
import java.util.List;

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

  /** Returns the grids of several batches, one after the other. */
  public static GridBatch joined(List<GridBatch> batches) {
    if (batches.size() == 1) {
      return batches.getFirst();
    }
    Grids grids = Grids.joined(batches.stream().map(GridBatch::grids).toList());
    Matrix values = Matrix.zeros(grids.rows(), batches.getFirst().values().columns());
    int row = 0;
    for (GridBatch batch : batches) {
      Rows.copy(batch.values(), values, row);
      row += batch.values().rows();
    }
    return new GridBatch(values, grids);
  }

  /** Returns the grids {@code from} (inclusive) to {@code to} (exclusive). */
  public GridBatch range(int from, int to) {
    int start = grids.range(0, from).rows();
    Grids some = grids.range(from, to);
    return new GridBatch(values.rowRange(start, start + some.rows()), some);
  }
}
