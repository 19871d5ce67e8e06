package io.embed4j.graph.train.regularizer;

import io.embed4j.core.table.Row;

/**
 * What a large parameter costs; weighted by the number of triples of the batch that use the
 * parameter.
 */
public sealed interface Regularizer {
  /** Nothing. */
  record None() implements Regularizer {
    @Override
    public double addGradient(Row x, boolean complex, float count, Row dx) {
      return 0;
    }
  }

  /**
   * weight / 3 · Σ|xᵢ|³, moduli of complex numbers. Lacroix, Usunier, Obozinski 2018, eq. 7.
   *
   * @param weight at least 0; that paper's λ: three times what its program takes, which leaves out
   *     the third
   */
  record N3(double weight) implements Regularizer {
    public N3 {
      Powers.requireWeight(weight);
    }

    /** Returns the weight of Lacroix et al. 2018 for FB15k-237, where their program says 0.05. */
    public static N3 defaults() {
      return new N3(0.15);
    }

    @Override
    public double addGradient(Row x, boolean complex, float count, Row dx) {
      return Powers.addGradient(x, complex, 3, weight * count, dx);
    }
  }

  /**
   * weight / p · Σ|xᵢ|ᵖ over real components.
   *
   * @param p the power, 2 or 3
   * @param weight at least 0
   */
  record Lp(int p, double weight) implements Regularizer {
    public Lp {
      if (p != 2 && p != 3) {
        throw new IllegalArgumentException("p must be 2 or 3, but is " + p);
      }
      Powers.requireWeight(weight);
    }

    /** Returns a cubic penalty as light as in LibKGE's best runs. */
    public static Lp defaults() {
      return new Lp(3, 1e-9);
    }

    @Override
    public double addGradient(Row x, boolean complex, float count, Row dx) {
      return Powers.addGradient(x, false, p, weight * count, dx);
    }
  }

  /**
   * DURA: weight · (‖h‖² + ‖q‖² + ‖t‖²) with q the query row of (h, r); for models that compare by
   * q · t. Zhang, Cai, Wang: Duality-Induced Regularizer for Tensor Factorization Based Knowledge
   * Graph Completion, NeurIPS 2020.
   *
   * @param weight at least 0
   */
  record Dura(double weight) implements Regularizer {
    public Dura {
      Powers.requireWeight(weight);
    }

    /** Returns the weight of Zhang et al. 2020 for FB15k-237. */
    public static Dura defaults() {
      return new Dura(0.05);
    }

    @Override
    public double addGradient(Row x, boolean complex, float count, Row dx) {
      return Powers.addGradient(x, false, 2, 2 * weight * count, dx);
    }
  }

  /**
   * Adds {@code count} times the gradient of the penalty of a row to {@code dx} and returns the
   * penalty.
   *
   * @param complex whether the row holds complex numbers, all real parts first
   * @param count how many triples use the row, divided by the triples of the batch
   */
  double addGradient(Row x, boolean complex, float count, Row dx);
}
