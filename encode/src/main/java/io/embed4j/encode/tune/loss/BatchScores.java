package io.embed4j.encode.tune.loss;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;

/**
 * S = scale · cos(a, c) of every first text with every candidate: the second texts of the batch,
 * then its hard negatives. Candidates that tie with a pair's own one ({@link Tuples#isTie}) have a
 * score that no softmax sees.
 *
 * @param scores pairs × candidates, row-major
 */
record BatchScores(UnitRows rows, Matrix scores, float scale) {
  /** Far enough below any score for exp to give 0. */
  private static final float NEVER = -1e4f;

  static BatchScores of(Tuples tuples, Matrix vectors, double scale, Workers workers) {
    UnitRows rows = UnitRows.of(vectors);
    int n = tuples.pairs();
    Matrix candidates = rows.units().rowRange(n, vectors.rows());
    Matrix scores = Matrix.zeros(n, candidates.rows());
    PackedMatrix packed = PackedMatrix.pack(candidates.transposed());
    Gemm.multiply(rows.units().rowRange(0, n), packed, scores, workers);
    Vectors.scaleInPlace((float) scale, scores.data(), 0, n * scores.columns());
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < scores.columns(); c++) {
        if (tuples.isTie(i, c)) {
          scores.data()[i * scores.columns() + c] = NEVER;
        }
      }
    }
    return new BatchScores(rows, scores, (float) scale);
  }

  /** Returns the scores of first texts as seen from each second text: pairs × pairs. */
  Matrix columns() {
    int n = scores.rows();
    Matrix turned = Matrix.zeros(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        turned.data()[i * n + j] = scores.at(j, i);
      }
    }
    return turned;
  }

  /** Adds the gradient of the vectors, given that of the scores. */
  void addGradient(Matrix ds, Matrix gradient, Workers workers) {
    Vectors.scaleInPlace(scale, ds.data(), 0, ds.rows() * ds.columns());
    Matrix units = rows.units();
    Matrix first = units.rowRange(0, ds.rows());
    Matrix candidates = units.rowRange(ds.rows(), units.rows());
    Matrix du = Matrix.zeros(units.rows(), units.columns());
    Gemm.multiply(ds, PackedMatrix.pack(candidates), du.rowRange(0, ds.rows()), workers);
    Matrix rest = du.rowRange(ds.rows(), units.rows());
    Gemm.multiply(ds.transposed(), PackedMatrix.pack(first), rest, workers);
    rows.addGradient(du, gradient);
  }
}
