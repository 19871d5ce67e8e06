package io.embed4j.graph.reason.similar;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;

/**
 * The rows of a table scaled to length 1, so that a dot product is a cosine. A row of zeros stays
 * one; its cosine with everything is 0.
 *
 * @param table the scaled rows
 */
public record UnitVectors(EmbeddingTable table) {
  private static final int ROWS_PER_TASK = 1024;

  /** Returns a scaled copy. */
  public static UnitVectors of(EmbeddingTable rows, Workers workers) {
    EmbeddingTable scaled = rows.copy();
    int width = rows.width();
    workers.forEach(
        (rows.rows() + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
        task -> {
          int end = Math.min(rows.rows(), (task + 1) * ROWS_PER_TASK);
          for (int i = task * ROWS_PER_TASK; i < end; i++) {
            float norm = (float) Math.sqrt(Vectors.squaredNorm(scaled.data(), i * width, width));
            if (norm > 0) {
              Vectors.scaleInPlace(1 / norm, scaled.data(), i * width, width);
            }
          }
        });
    return new UnitVectors(scaled);
  }

  /** Returns the number of rows. */
  public int size() {
    return table.rows();
  }

  /** Returns all rows. */
  public Matrix rows() {
    return Matrix.of(table.data(), table.rows(), table.width());
  }

  /** Returns a copy of some rows. */
  public Matrix rows(int[] chosen) {
    Matrix rows = Matrix.zeros(chosen.length, table.width());
    table.gather(chosen, rows);
    return rows;
  }
}
