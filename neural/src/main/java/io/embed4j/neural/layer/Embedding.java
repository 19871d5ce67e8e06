package io.embed4j.neural.layer;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;

/**
 * A table of rows that tokens, positions or types look up. Thread-safe: no state.
 *
 * @param table rows × dim, row-major
 * @param factor what a row is multiplied by, usually 1
 */
public record Embedding(Parameter table, int rows, int dim, float factor) {
  private static final int COLUMNS_AT_ONCE = 64;

  public Embedding {
    if (table.size() != Math.multiplyExact(rows, dim)) {
      throw new IllegalArgumentException(
          "table must have %d x %d elements, but has %d".formatted(rows, dim, table.size()));
    }
  }

  /** Returns a table whose rows are looked up as they are. */
  public static Embedding of(Parameter table, int rows, int dim) {
    return new Embedding(table, rows, dim, 1);
  }

  /** Returns the same table with rows times a number. */
  public Embedding scaled(float by) {
    return new Embedding(table, rows, dim, by);
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

  /** Copies a row to {@code y}. */
  public void copyRow(int row, float[] y, int offset) {
    System.arraycopy(table.values(), row * dim, y, offset, dim);
    if (factor != 1) {
      Vectors.scaleInPlace(factor, y, offset, dim);
    }
  }

  /** Adds a row to {@code y}. */
  public void addRow(int row, float[] y, int offset) {
    Vectors.addScaled(factor, table.values(), row * dim, y, offset, dim);
  }

  /**
   * Adds the gradient of rows that have been looked up to that of the table. Threads share the
   * columns, so that a row which many tokens look up is added to in the order of the tokens.
   *
   * @param looked the row of each row of dy
   */
  public void backward(int[] looked, Matrix dy, Training training) {
    if (table.isFrozen()) {
      return;
    }
    float[] gradient = table.gradient();
    int parts = (dim + COLUMNS_AT_ONCE - 1) / COLUMNS_AT_ONCE;
    training
        .space()
        .workers()
        .forEach(
            parts,
            part -> {
              int from = part * COLUMNS_AT_ONCE;
              int length = Math.min(COLUMNS_AT_ONCE, dim - from);
              for (int i = 0; i < looked.length; i++) {
                int in = dy.offset() + i * dy.rowStride() + from;
                Vectors.addScaled(factor, dy.data(), in, gradient, looked[i] * dim + from, length);
              }
            });
  }
}
