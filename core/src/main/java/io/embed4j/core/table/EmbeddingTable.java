package io.embed4j.core.table;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import java.util.Objects;

/**
 * Rows of equal width in one flat array, row after row: row {@code i} starts at {@code i * width}.
 *
 * <p>Not thread-safe for writing to the same row; different rows may be written by different
 * threads.
 *
 * @param rows number of rows
 * @param width floats per row (a complex embedding of dimension d has width 2 d)
 * @param data {@code rows * width} floats, not copied
 */
public record EmbeddingTable(int rows, int width, float[] data) {
  public EmbeddingTable {
    if (rows < 0 || width < 0 || (long) rows * width != data.length) {
      throw new IllegalArgumentException(
          "data must hold rows * width = "
              + rows
              + " * "
              + width
              + " floats, but holds "
              + data.length);
    }
  }

  /** Returns a table of zeros; a table of more than 2^31 - 1 floats is refused. */
  public static EmbeddingTable zeros(int rows, int width) {
    long size = (long) rows * width;
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a table of " + rows + " rows of " + width + " floats is too large for one array");
    }
    return new EmbeddingTable(rows, width, new float[(int) size]);
  }

  /** Returns a view of row {@code i}. */
  public Row row(int i) {
    return new Row(data, i * width, width);
  }

  /**
   * Copies rows of this table into a row-major matrix of the same width: row {@code i} of the
   * matrix becomes row {@code indices[i]} of the table.
   */
  public void gather(int[] indices, Matrix into) {
    requireRows(indices, into);
    for (int i = 0; i < indices.length; i++) {
      int from = indices[i] * width;
      System.arraycopy(data, from, into.data(), into.offset() + i * into.rowStride(), width);
    }
  }

  /**
   * Adds the rows of a row-major matrix to rows of this table: row {@code i} of the matrix to row
   * {@code indices[i]} of the table, in this order; an index may occur more than once.
   */
  public void scatterAdd(int[] indices, Matrix from) {
    requireRows(indices, from);
    for (int i = 0; i < indices.length; i++) {
      int start = from.offset() + i * from.rowStride();
      Vectors.addScaled(1, from.data(), start, data, indices[i] * width, width);
    }
  }

  private void requireRows(int[] indices, Matrix matrix) {
    boolean fits = matrix.rows() == indices.length && matrix.columns() == width;
    if (!fits || matrix.columnStride() != 1) {
      throw new IllegalArgumentException(
          "expected a row-major matrix of %d x %d, found %d x %d with column stride %d"
              .formatted(
                  indices.length, width, matrix.rows(), matrix.columns(), matrix.columnStride()));
    }
    for (int index : indices) {
      Objects.checkIndex(index, rows);
    }
  }

  /** Returns a deep copy. */
  public EmbeddingTable copy() {
    return new EmbeddingTable(rows, width, data.clone());
  }
}
