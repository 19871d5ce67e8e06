package io.embed4j.core.matrix;

/**
 * A view of a dense matrix inside a flat array: element (i, j) is {@code data[offset + i *
 * rowStride + j * columnStride]}. One of the two strides is 1.
 *
 * @param data the array, not copied
 */
public record Matrix(
    float[] data, int offset, int rows, int columns, int rowStride, int columnStride) {
  public Matrix {
    if (rows < 0 || columns < 0 || (rowStride != 1 && columnStride != 1)) {
      throw new IllegalArgumentException(
          "not a matrix: "
              + rows
              + " x "
              + columns
              + ", strides "
              + rowStride
              + ", "
              + columnStride);
    }
    long last =
        offset
            + (long) Math.max(0, rows - 1) * rowStride
            + (long) Math.max(0, columns - 1) * columnStride;
    if (offset < 0 || (rows > 0 && columns > 0 && last >= data.length)) {
      throw new IllegalArgumentException(
          "a "
              + rows
              + " x "
              + columns
              + " matrix at "
              + offset
              + " does not fit in "
              + data.length
              + " floats");
    }
  }

  /** Returns the row-major matrix that fills the front of {@code data}. */
  public static Matrix of(float[] data, int rows, int columns) {
    return new Matrix(data, 0, rows, columns, columns, 1);
  }

  /** Returns a matrix of zeros. */
  public static Matrix zeros(int rows, int columns) {
    return of(new float[Math.multiplyExact(rows, columns)], rows, columns);
  }

  /** Returns the same elements with rows and columns exchanged; nothing is copied. */
  public Matrix transposed() {
    return new Matrix(data, offset, columns, rows, columnStride, rowStride);
  }

  /** Returns the rows {@code from} (inclusive) to {@code to} (exclusive). */
  public Matrix rowRange(int from, int to) {
    return new Matrix(data, offset + from * rowStride, to - from, columns, rowStride, columnStride);
  }

  /** Returns the columns {@code from} (inclusive) to {@code to} (exclusive). */
  public Matrix columnRange(int from, int to) {
    return new Matrix(data, offset + from * columnStride, rows, to - from, rowStride, columnStride);
  }

  /** Returns element (i, j). */
  public float at(int i, int j) {
    return data[offset + i * rowStride + j * columnStride];
  }
}
