package io.embed4j.graph.reason.complete;

import io.embed4j.core.table.Row;
import io.embed4j.graph.model.Comparison;

/**
 * What a score can be at most, given the norms of query and candidate: by Cauchy–Schwarz, q · c ≤
 * ‖q‖ ‖c‖, and by the triangle inequality, −‖q − c‖ ≤ −|‖q‖ − ‖c‖|. The bounds hold for computed
 * scores: they are wider than the exact ones by more than rounding can do to a sum of so many
 * terms.
 *
 * @param width floats of a row
 */
record NormBound(Comparison comparison, int width) {
  /** Rounding of a sum of n terms in float is at most about n · 2⁻²⁴ of the sum of moduli. */
  private static final double ROUNDING_OF_A_TERM = 0x1p-22;

  private static final int OTHER_ROUNDINGS = 16;

  /** Returns the norm of a row that belongs to the comparison, in double. */
  double norm(Row row) {
    double sum = 0;
    if (comparison == Comparison.MODULUS) {
      for (int i = 0; i < width / 2; i++) {
        double re = row.at(i);
        double im = row.at(width / 2 + i);
        sum += Math.sqrt(re * re + im * im);
      }
      return sum;
    }
    boolean taxicab = comparison == Comparison.L1;
    for (int i = 0; i < width; i++) {
      double x = row.at(i);
      sum += taxicab ? Math.abs(x) : x * x;
    }
    return taxicab ? sum : Math.sqrt(sum);
  }

  /**
   * Returns a bound for queries with norms from {@code least} to {@code most}.
   *
   * @param norm of the candidate
   */
  double of(double least, double most, double norm) {
    double slack = (width + OTHER_ROUNDINGS) * ROUNDING_OF_A_TERM;
    double gap = Math.max(0, Math.max(least - norm, norm - most));
    return switch (comparison) {
      case DOT -> most * norm * (1 + slack);
      case L1, MODULUS -> -gap * (1 - slack);
      case SQUARED_L2 -> -squared(gap, most + norm, slack);
      case L2 -> -Math.sqrt(squared(gap, most + norm, slack)) * (1 - slack);
    };
  }

  /** Squared distances are computed as ‖q‖² + ‖c‖² − 2 q · c, which cancels. */
  private static double squared(double gap, double sum, double slack) {
    return Math.max(0, gap * gap - slack * sum * sum);
  }
}
