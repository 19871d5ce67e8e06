package io.embed4j.graph.model;

import io.embed4j.core.table.Row;

/**
 * Cosines and sines of phases, made of multiplications and additions alone, so that their bits do
 * not depend on a library or a machine; exact to half a float's last place.
 */
final class Angles {
  private static final double HALF_PI = Math.PI / 2;

  /** What the double nearest to π/2 lacks. */
  private static final double HALF_PI_REST = 6.123233995736766e-17;

  private Angles() {}

  /**
   * Writes the cosines of the phases, then their sines.
   *
   * @param phases in radians
   * @param cosSin twice as long
   */
  static void cosSin(Row phases, Row cosSin) {
    int d = phases.length();
    for (int i = 0; i < d; i++) {
      double quarters = Math.rint(phases.at(i) / HALF_PI);
      double y = Math.fma(-quarters, HALF_PI, phases.at(i)); // y in [-π/4, π/4]
      y = Math.fma(-quarters, HALF_PI_REST, y);
      double cos = cos(y);
      double sin = sin(y);
      int quadrant = (int) (long) quarters & 3;
      double turnedCos = (quadrant & 1) == 0 ? cos : -sin;
      double turnedSin = (quadrant & 1) == 0 ? sin : cos;
      cosSin.set(i, (float) (quadrant < 2 ? turnedCos : -turnedCos));
      cosSin.set(d + i, (float) (quadrant < 2 ? turnedSin : -turnedSin));
    }
  }

  /** Taylor series up to y¹²/12!; the rest is below 1e-12. */
  private static double cos(double y) {
    double square = y * y;
    double series = 1.0 / 479001600;
    series = Math.fma(series, square, -1.0 / 3628800);
    series = Math.fma(series, square, 1.0 / 40320);
    series = Math.fma(series, square, -1.0 / 720);
    series = Math.fma(series, square, 1.0 / 24);
    series = Math.fma(series, square, -1.0 / 2);
    return Math.fma(series, square, 1);
  }

  /** Taylor series up to y¹¹/11!; the rest is below 1e-11. */
  private static double sin(double y) {
    double square = y * y;
    double series = -1.0 / 39916800;
    series = Math.fma(series, square, 1.0 / 362880);
    series = Math.fma(series, square, -1.0 / 5040);
    series = Math.fma(series, square, 1.0 / 120);
    series = Math.fma(series, square, -1.0 / 6);
    return y * Math.fma(series, square, 1);
  }
}
