package io.embed4j.encode.tune.loss;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;

/**
 * Rows u = x / ‖x‖, and the way back: dx = (du − u (u·du)) / ‖x‖. A row of zeros stays what it is
 * and has no gradient.
 *
 * @param units rows × dim, row-major
 * @param inverseNorms 1 / ‖x‖, one a row
 */
record UnitRows(Matrix units, float[] inverseNorms) {
  static UnitRows of(Matrix x) {
    Matrix units = Matrix.zeros(x.rows(), x.columns());
    float[] inverse = new float[x.rows()];
    for (int row = 0; row < x.rows(); row++) {
      int from = x.offset() + row * x.rowStride();
      double norm = Math.sqrt(Vectors.squaredNorm(x.data(), from, x.columns()));
      inverse[row] = norm > 0 ? (float) (1 / norm) : 0;
      int at = row * units.rowStride();
      Vectors.addScaled(inverse[row], x.data(), from, units.data(), at, x.columns());
    }
    return new UnitRows(units, inverse);
  }

  /** Returns u·v of two rows. */
  double dot(int row, int other) {
    int dim = units.columns();
    return Vectors.dot(units.data(), row * dim, units.data(), other * dim, dim);
  }

  /** Adds dx to a gradient of the shape of x. */
  void addGradient(Matrix du, Matrix gradient) {
    int dim = units.columns();
    for (int row = 0; row < units.rows(); row++) {
      int u = row * dim;
      int d = du.offset() + row * du.rowStride();
      int to = gradient.offset() + row * gradient.rowStride();
      float along = Vectors.dot(units.data(), u, du.data(), d, dim);
      Vectors.addScaled(inverseNorms[row], du.data(), d, gradient.data(), to, dim);
      Vectors.addScaled(-inverseNorms[row] * along, units.data(), u, gradient.data(), to, dim);
    }
  }
}
