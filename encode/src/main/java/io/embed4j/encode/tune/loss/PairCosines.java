package io.embed4j.encode.tune.loss;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;

/**
 * Cosines between chosen rows, and the way back.
 *
 * @param left first row of each cosine
 * @param right its second row
 */
record PairCosines(UnitRows rows, int[] left, int[] right, double[] cosines) {
  /** Returns the cosines of the pairs of a batch, then those of first texts and negatives. */
  static PairCosines of(Tuples tuples, Matrix vectors) {
    int n = tuples.pairs();
    int count = n + tuples.owners().length;
    UnitRows rows = UnitRows.of(vectors);
    int[] left = new int[count];
    int[] right = new int[count];
    double[] cosines = new double[count];
    for (int i = 0; i < count; i++) {
      left[i] = i < n ? i : tuples.owners()[i - n];
      right[i] = i < n ? tuples.second(i) : tuples.negative(i - n);
      cosines[i] = rows.dot(left[i], right[i]);
    }
    return new PairCosines(rows, left, right, cosines);
  }

  double cosine(int i) {
    return cosines[i];
  }

  /**
   * Adds the gradient of the vectors.
   *
   * @param dc that of the first cosines, as many as it has elements
   */
  void addGradient(double[] dc, Matrix gradient) {
    Matrix units = rows.units();
    int dim = units.columns();
    Matrix du = Matrix.zeros(units.rows(), dim);
    for (int i = 0; i < dc.length; i++) {
      int a = left[i] * dim;
      int b = right[i] * dim;
      Vectors.addScaled((float) dc[i], units.data(), b, du.data(), a, dim);
      Vectors.addScaled((float) dc[i], units.data(), a, du.data(), b, dim);
    }
    rows.addGradient(du, gradient);
  }
}
