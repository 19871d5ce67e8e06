package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import java.util.Objects;

/**
 * A table of rows that tokens, positions or types look up. Thread-safe: no state.
 *
 * @param table rows × dim, row-major, not copied
 */
public record Embedding(float[] table, int rows, int dim) {
  public Embedding {
    if (table.length != Math.multiplyExact(rows, dim)) {
      throw new IllegalArgumentException(
          "table must have %d x %d elements, but has %d".formatted(rows, dim, table.length));
    }
  }

  /** Copies a row to {@code y}. */
  public void copyRow(int row, float[] y, int offset) {
    System.arraycopy(table, Objects.checkIndex(row, rows) * dim, y, offset, dim);
  }

  /** Adds a row to {@code y}. */
  public void addRow(int row, float[] y, int offset) {
    Vectors.addScaled(1, table, Objects.checkIndex(row, rows) * dim, y, offset, dim);
  }
}
