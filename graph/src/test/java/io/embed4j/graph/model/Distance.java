package io.embed4j.graph.model;

/** The distances of the papers in double, for the formulas of the translation models' tests. */
final class Distance {
  private Distance() {}

  /** Returns minus the norm of a difference. */
  static double negated(Comparison norm, double[] difference) {
    double sum = 0;
    for (double x : difference) {
      sum += norm == Comparison.L1 ? Math.abs(x) : x * x;
    }
    return norm == Comparison.L2 ? -Math.sqrt(sum) : -sum;
  }

  static double dot(double[] a, int aFrom, double[] b, int bFrom, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += a[aFrom + i] * b[bFrom + i];
    }
    return sum;
  }
}
