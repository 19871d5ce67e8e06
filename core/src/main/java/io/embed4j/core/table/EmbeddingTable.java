package io.embed4j.core.table;

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

  /** Returns a deep copy. */
  public EmbeddingTable copy() {
    return new EmbeddingTable(rows, width, data.clone());
  }
}
