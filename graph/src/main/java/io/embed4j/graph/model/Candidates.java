package io.embed4j.graph.model;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Distances;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;

/**
 * Candidate rows prepared once, then compared with many query rows: the arithmetic that training,
 * evaluation and prediction share, so that equal triples get equal bits wherever they are scored.
 *
 * <p>Thread-safe for scoring; {@link #prepare} must not run at the same time.
 */
public final class Candidates {
  private final Comparison comparison;
  private final PackedMatrix columns; // candidates as columns, for q · c
  private float[] squaredNorms = new float[0]; // of the candidates, for L2 by expansion

  /** Makes an object without candidates; call {@link #prepare} before scoring. */
  public Candidates(Comparison comparison) {
    this.comparison = comparison;
    this.columns = PackedMatrix.empty();
  }

  /** Returns prepared candidates. */
  public static Candidates of(Comparison comparison, Matrix rows, Workers workers) {
    Candidates candidates = new Candidates(comparison);
    candidates.prepare(rows, workers);
    return candidates;
  }

  /** Replaces the candidates by the rows of a matrix, which are copied. */
  public void prepare(Matrix rows, Workers workers) {
    columns.repack(rows.transposed(), workers);
    if (isExpanded()) {
      squaredNorms = squaredNorms.length == rows.rows() ? squaredNorms : new float[rows.rows()];
      for (int j = 0; j < rows.rows(); j++) {
        squaredNorms[j] =
            Vectors.squaredNorm(rows.data(), rows.offset() + j * rows.rowStride(), rows.columns());
      }
    }
  }

  /** Returns the number of candidates. */
  public int size() {
    return columns.columns();
  }

  /**
   * Computes out[i, j] = score of query i and candidate {@code from + j}.
   *
   * @param queries m × width
   * @param from the first candidate
   * @param out m × n, overwritten
   */
  public void score(Matrix queries, int from, Matrix out, Workers workers) {
    switch (comparison) {
      case DOT -> Gemm.multiplyColumns(queries, columns, from, out, workers);
      case L1 -> {
        Distances.l1(queries, columns, from, out, workers);
        negate(out);
      }
      case MODULUS -> {
        Distances.modulus(queries, columns, from, out, workers);
        negate(out);
      }
      case L2, SQUARED_L2 -> {
        Gemm.multiplyColumns(queries, columns, from, out, workers);
        for (int i = 0; i < out.rows(); i++) {
          int start = queries.offset() + i * queries.rowStride();
          float norm = Vectors.squaredNorm(queries.data(), start, queries.columns());
          expand(norm, from, out.data(), out.offset() + i * out.rowStride(), out.columns());
        }
      }
    }
  }

  /** Turns dots q · c into −‖q − c‖² = 2 q·c − ‖q‖² − ‖c‖², clamped at 0, or its root. */
  private void expand(float queryNorm, int from, float[] out, int offset, int length) {
    if (comparison == Comparison.SQUARED_L2) {
      for (int j = 0; j < length; j++) {
        out[offset + j] = -Math.max(0, queryNorm + squaredNorms[from + j] - 2 * out[offset + j]);
      }
    } else {
      for (int j = 0; j < length; j++) {
        float squared = Math.max(0, queryNorm + squaredNorms[from + j] - 2 * out[offset + j]);
        out[offset + j] = -(float) Math.sqrt(squared);
      }
    }
  }

  private boolean isExpanded() {
    return comparison == Comparison.L2 || comparison == Comparison.SQUARED_L2;
  }

  private static void negate(Matrix out) {
    for (int i = 0; i < out.rows(); i++) {
      Vectors.scaleInPlace(-1, out.data(), out.offset() + i * out.rowStride(), out.columns());
    }
  }
}
