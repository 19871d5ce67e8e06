package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;

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

  /**
   * Returns the rows of tokens.
   *
   * @throws IllegalArgumentException if there is no row for one of them
   */
  public Matrix forward(int[] ids, Workspace space) {
    Matrix y = space.matrix(ids.length, dim); // tokens × dim
    space.forRows(ids.length, i -> copyRow(requireRow("token", ids[i]), y.data(), i * dim));
    return y;
  }

  /**
   * Returns a row, or refuses it if there is none.
   *
   * @param what the row stands for
   */
  public int requireRow(String what, int row) {
    if (row < 0 || row >= rows) {
      throw new IllegalArgumentException(
          "%s must be below %d, as the model has no more, but is %d".formatted(what, rows, row));
    }
    return row;
  }

  /** Returns the table times a number. */
  public Embedding scaled(float factor) {
    float[] scaled = table.clone();
    Vectors.scaleInPlace(factor, scaled, 0, scaled.length);
    return new Embedding(scaled, rows, dim);
  }

  /** Copies a row to {@code y}. */
  public void copyRow(int row, float[] y, int offset) {
    System.arraycopy(table, row * dim, y, offset, dim);
  }

  /** Adds a row to {@code y}. */
  public void addRow(int row, float[] y, int offset) {
    Vectors.addScaled(1, table, row * dim, y, offset, dim);
  }
}
