package io.embed4j.graph.model;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.table.Row;

/**
 * Elementwise products of rows of complex numbers, all real parts first: four passes of one SIMD
 * kernel each, for the folds of the models.
 */
final class ComplexRows {
  private ComplexRows() {}

  /** y = a b. */
  static void product(Row a, Row b, Row y) {
    Rows.clear(y);
    addProduct(a, b, y);
  }

  /** y = a b̄. */
  static void conjugateProduct(Row a, Row b, Row y) {
    Rows.clear(y);
    addConjugateProduct(a, b, y);
  }

  /** y += a b. */
  static void addProduct(Row a, Row b, Row y) {
    int d = y.length() / 2;
    addHalf(1, a, 0, b, 0, y, 0);
    addHalf(-1, a, d, b, d, y, 0);
    addHalf(1, a, 0, b, d, y, d);
    addHalf(1, a, d, b, 0, y, d);
  }

  /** y += a b̄. */
  static void addConjugateProduct(Row a, Row b, Row y) {
    int d = y.length() / 2;
    addHalf(1, a, 0, b, 0, y, 0);
    addHalf(1, a, d, b, d, y, 0);
    addHalf(1, a, d, b, 0, y, d);
    addHalf(-1, a, 0, b, d, y, d);
  }

  private static void addHalf(float sign, Row a, int aFrom, Row b, int bFrom, Row y, int yFrom) {
    Vectors.addProduct(
        sign,
        a.data(),
        a.offset() + aFrom,
        b.data(),
        b.offset() + bFrom,
        y.data(),
        y.offset() + yFrom,
        y.length() / 2);
  }
}
