package io.embed4j.graph.model;

import io.embed4j.core.table.Row;

/**
 * RESCAL: a relation is a full bilinear form.
 *
 * <pre>  score(h, r, t) = hᵀ M t = Σᵢⱼ hᵢ Mᵢⱼ tⱼ</pre>
 *
 * <p>Nickel, Tresp, Kriegel: A Three-Way Model for Collective Learning on Multi-Relational Data,
 * ICML 2011, eq. 3. A relation row holds M, dim × dim, row-major. Trained by gradient steps, not by
 * the alternating least squares of the paper. O(dim²) a fold.
 */
public record RESCAL() implements Interaction {
  @Override
  public int entityWidth(int dim) {
    return dim;
  }

  @Override
  public int relationWidth(int dim) {
    return Math.multiplyExact(dim, dim);
  }

  @Override
  public Comparison comparison() {
    return Comparison.DOT;
  }

  @Override
  public void tailQuery(Row h, Row m, Row q) {
    Rows.vectorTimesMatrix(h, m, q); // q = Mᵀ h
  }

  @Override
  public void headQuery(Row m, Row t, Row q) {
    Rows.matrixTimesVector(m, t, q); // q = M t
  }

  @Override
  public void addTailQueryGradient(Row h, Row m, Row dq, Row dh, Row dm) {
    Rows.addMatrixTimesVector(m, dq, dh); // dh = M dq
    Rows.addOuterProduct(h, dq, dm); // dM = h dqᵀ
  }

  @Override
  public void addHeadQueryGradient(Row m, Row t, Row dq, Row dm, Row dt) {
    Rows.addVectorTimesMatrix(dq, m, dt); // dt = Mᵀ dq
    Rows.addOuterProduct(dq, t, dm); // dM = dq tᵀ
  }
}
