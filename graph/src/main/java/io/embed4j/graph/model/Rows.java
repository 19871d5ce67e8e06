package io.embed4j.graph.model;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.table.Row;
import java.util.Arrays;

/** Arithmetic on whole rows of equal length, for the folds of the models. */
final class Rows {
  private Rows() {}

  /** Returns row i of a row-major matrix. */
  static Row of(Matrix m, int i) {
    return new Row(m.data(), m.offset() + i * m.rowStride(), m.columns());
  }

  /** y = x. */
  static void copy(Row x, Row y) {
    System.arraycopy(x.data(), x.offset(), y.data(), y.offset(), y.length());
  }

  /** y = 0. */
  static void clear(Row y) {
    Arrays.fill(y.data(), y.offset(), y.offset() + y.length(), 0);
  }

  /** y += scale · x. */
  static void addScaled(float scale, Row x, Row y) {
    Vectors.addScaled(scale, x.data(), x.offset(), y.data(), y.offset(), y.length());
  }

  /** x *= scale. */
  static void scale(float scale, Row x) {
    Vectors.scaleInPlace(scale, x.data(), x.offset(), x.length());
  }

  /** Returns x · y. */
  static float dot(Row x, Row y) {
    return Vectors.dot(x.data(), x.offset(), y.data(), y.offset(), y.length());
  }

  /** y = scale · a ⊙ b. */
  static void product(float scale, Row a, Row b, Row y) {
    int n = y.length();
    Vectors.product(scale, a.data(), a.offset(), b.data(), b.offset(), y.data(), y.offset(), n);
  }

  /** y += scale · a ⊙ b. */
  static void addProduct(float scale, Row a, Row b, Row y) {
    int n = y.length();
    Vectors.addProduct(scale, a.data(), a.offset(), b.data(), b.offset(), y.data(), y.offset(), n);
  }

  /** y = xᵀ·M, with M row-major, as many rows as x and as many columns as y has elements. */
  static void vectorTimesMatrix(Row x, Row m, Row y) {
    clear(y);
    addVectorTimesMatrix(x, m, y);
  }

  /** y += xᵀ·M, with M row-major, as many rows as x and as many columns as y has elements. */
  static void addVectorTimesMatrix(Row x, Row m, Row y) {
    int columns = y.length();
    for (int i = 0; i < x.length(); i++) {
      Vectors.addScaled(x.at(i), m.data(), m.offset() + i * columns, y.data(), y.offset(), columns);
    }
  }

  /** y = M·x, with M row-major, as many rows as y and as many columns as x has elements. */
  static void matrixTimesVector(Row m, Row x, Row y) {
    clear(y);
    addMatrixTimesVector(m, x, y);
  }

  /** y += M·x, with M row-major, as many rows as y and as many columns as x has elements. */
  static void addMatrixTimesVector(Row m, Row x, Row y) {
    int columns = x.length();
    for (int i = 0; i < y.length(); i++) {
      y.add(i, Vectors.dot(m.data(), m.offset() + i * columns, x.data(), x.offset(), columns));
    }
  }

  /** M += x·yᵀ, with M row-major, as many rows as x and as many columns as y has elements. */
  static void addOuterProduct(Row x, Row y, Row m) {
    int columns = y.length();
    for (int i = 0; i < x.length(); i++) {
      Vectors.addScaled(x.at(i), y.data(), y.offset(), m.data(), m.offset() + i * columns, columns);
    }
  }
}
