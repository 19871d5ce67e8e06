package io.embed4j.graph.model;

/** Rules of the hyperparameters that several models share. */
final class Rules {
  private Rules() {}

  /** Refuses what is not a distance between rows of real numbers. */
  static void requireRealDistance(Comparison norm) {
    if (norm == Comparison.DOT || norm == Comparison.MODULUS) {
      throw new IllegalArgumentException("norm must be l1, l2 or squared-l2, but is " + norm.key());
    }
  }

  /** Refuses a dimension below 1. */
  static void requireRelationDim(int relationDim) {
    if (relationDim < 1) {
      throw new IllegalArgumentException("relation-dim must be positive, but is " + relationDim);
    }
  }

  /** Refuses zero, negative numbers, infinities and NaN. */
  static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be positive, but is " + value);
    }
  }
}
