package io.embed4j.graph.model;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.table.Row;
import java.util.Locale;

/**
 * How a query row is compared with a candidate row; a higher score is a more plausible triple. The
 * methods compare one pair; {@code Candidates} compares many at a time.
 */
public enum Comparison {
  /** q · c. */
  DOT,
  /** −Σ|qᵢ − cᵢ|. */
  L1,
  /** −√Σ(qᵢ − cᵢ)². */
  L2,
  /** −Σ(qᵢ − cᵢ)². */
  SQUARED_L2,
  /** −Σ|qᵢ − cᵢ| over complex numbers, stored as all real parts, then all imaginary parts. */
  MODULUS;

  /** Returns the name in configuration files, such as "squared-l2". */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the score of a query and a candidate of equal length. */
  public float score(Row q, Row c) {
    int width = q.length();
    return switch (this) {
      case DOT -> Rows.dot(q, c);
      case L1 -> -Vectors.l1Distance(q.data(), q.offset(), c.data(), c.offset(), width);
      case L2 -> (float) -Math.sqrt(squaredDistance(q, c));
      case SQUARED_L2 -> -squaredDistance(q, c);
      case MODULUS ->
          -Vectors.modulusDistance(q.data(), q.offset(), c.data(), c.offset(), width / 2);
    };
  }

  /**
   * Adds {@code dScore} times the derivative of {@link #score} to the gradients of the query and of
   * the candidate. Where a distance has a kink (equal elements under L1, equal complex numbers
   * under MODULUS, equal rows under L2) the subgradient 0 is taken.
   */
  public void addGradient(Row q, Row c, float dScore, Row dq, Row dc) {
    switch (this) {
      case DOT -> {
        Rows.addScaled(dScore, c, dq);
        Rows.addScaled(dScore, q, dc);
      }
      case L1 -> {
        for (int i = 0; i < q.length(); i++) {
          float d = -dScore * Math.signum(q.at(i) - c.at(i));
          dq.add(i, d);
          dc.add(i, -d);
        }
      }
      case L2 -> {
        float distance = (float) Math.sqrt(squaredDistance(q, c));
        addScaledDifference(distance == 0 ? 0 : -dScore / distance, q, c, dq, dc);
      }
      case SQUARED_L2 -> addScaledDifference(-2 * dScore, q, c, dq, dc);
      case MODULUS -> addModulusGradient(q, c, dScore, dq, dc);
    }
  }

  private static float squaredDistance(Row q, Row c) {
    return Vectors.squaredDistance(q.data(), q.offset(), c.data(), c.offset(), q.length());
  }

  /** dq += scale · (q − c), dc −= the same. */
  private static void addScaledDifference(float scale, Row q, Row c, Row dq, Row dc) {
    for (int i = 0; i < q.length(); i++) {
      float d = scale * (q.at(i) - c.at(i));
      dq.add(i, d);
      dc.add(i, -d);
    }
  }

  private static void addModulusGradient(Row q, Row c, float dScore, Row dq, Row dc) {
    int dim = q.length() / 2;
    for (int i = 0; i < dim; i++) {
      float re = q.at(i) - c.at(i);
      float im = q.at(dim + i) - c.at(dim + i);
      float modulus = (float) Math.sqrt(Math.fma(im, im, re * re));
      float scale = modulus == 0 ? 0 : -dScore / modulus;
      dq.add(i, scale * re);
      dq.add(dim + i, scale * im);
      dc.add(i, -scale * re);
      dc.add(dim + i, -scale * im);
    }
  }
}
