package io.embed4j.graph.model;

import io.embed4j.core.table.Row;
import java.util.SplittableRandom;

/**
 * QuatE: a relation rotates each coordinate in the space of quaternions.
 *
 * <pre>  score(h, r, t) = (h ⊗ r / |r|) · t,   ⊗ the Hamilton product of each coordinate</pre>
 *
 * <p>Zhang, Tay, Yao, Liu: Quaternion Knowledge Graph Embeddings, NeurIPS 2019, eq. 8–10. Rows hold
 * dim real parts a, then b, c and d of a + b i + c j + d k. The operator is the relation with each
 * quaternion divided by its length; a quaternion of length 0 stays 0. As r / |r| is a unit, the
 * head query is t ⊗ r̄. No relation query: the score is not linear in r. O(dim).
 */
public record QuatE() implements Interaction {
  private static final float PLAIN = 1;
  private static final float CONJUGATE = -1;

  @Override
  public int entityWidth(int dim) {
    return 4 * dim;
  }

  @Override
  public int relationWidth(int dim) {
    return 4 * dim;
  }

  @Override
  public Comparison comparison() {
    return Comparison.DOT;
  }

  @Override
  public void operator(Row r, Row shared, Row operator) {
    int dim = r.length() / 4;
    for (int i = 0; i < dim; i++) {
      float length = length(r, i, dim);
      float scale = length == 0 ? 0 : 1 / length;
      for (int part = i; part < 4 * dim; part += dim) {
        operator.set(part, scale * r.at(part));
      }
    }
  }

  @Override
  public void addOperatorGradient(Row r, Row shared, Row dOperator, Row dr, Row dShared) {
    int dim = r.length() / 4;
    for (int i = 0; i < dim; i++) {
      float length = length(r, i, dim);
      if (length == 0) {
        continue;
      }
      float along = 0; // u · du with u = r / |r|
      for (int part = i; part < 4 * dim; part += dim) {
        along += r.at(part) / length * dOperator.at(part);
      }
      for (int part = i; part < 4 * dim; part += dim) { // dr = (du − (u · du) u) / |r|
        dr.add(part, (dOperator.at(part) - along * r.at(part) / length) / length);
      }
    }
  }

  @Override
  public void tailQuery(Row h, Row operator, Row q) {
    Rows.clear(q);
    addHamilton(PLAIN, h, PLAIN, operator, q); // q = h ⊗ r
  }

  @Override
  public void headQuery(Row operator, Row t, Row q) {
    Rows.clear(q);
    addHamilton(PLAIN, t, CONJUGATE, operator, q); // q = t ⊗ conj(r)
  }

  @Override
  public void addTailQueryGradient(Row h, Row operator, Row dq, Row dh, Row dOperator) {
    addHamilton(PLAIN, dq, CONJUGATE, operator, dh); // dh = dq ⊗ conj(r)
    addHamilton(CONJUGATE, h, PLAIN, dq, dOperator); // dr = conj(h) ⊗ dq
  }

  @Override
  public void addHeadQueryGradient(Row operator, Row t, Row dq, Row dOperator, Row dt) {
    addHamilton(CONJUGATE, dq, PLAIN, t, dOperator); // dr = conj(dq) ⊗ t
    addHamilton(PLAIN, dq, PLAIN, operator, dt); // dt = dq ⊗ r
  }

  /** Draws relations of random direction and length about 1, whatever the scale of the rest. */
  @Override
  public void initialize(KgeModel model, SplittableRandom random) {
    Initialization.fillNormal(Row.of(model.relations().data()), 0.5, random);
  }

  private static float length(Row r, int i, int dim) {
    float squared = 0;
    for (int part = i; part < 4 * dim; part += dim) {
      squared = Math.fma(r.at(part), r.at(part), squared);
    }
    return (float) Math.sqrt(squared);
  }

  /**
   * y += p ⊗ q, each factor plain or conjugated.
   *
   * @param pSign factor of the imaginary parts of p: {@link #PLAIN} or {@link #CONJUGATE}
   * @param qSign factor of the imaginary parts of q
   */
  private static void addHamilton(float pSign, Row p, float qSign, Row q, Row y) {
    int dim = y.length() / 4;
    for (int i = 0; i < dim; i++) {
      float pa = p.at(i);
      float pb = pSign * p.at(dim + i);
      float pc = pSign * p.at(2 * dim + i);
      float pd = pSign * p.at(3 * dim + i);
      float qa = q.at(i);
      float qb = qSign * q.at(dim + i);
      float qc = qSign * q.at(2 * dim + i);
      float qd = qSign * q.at(3 * dim + i);
      y.add(i, pa * qa - pb * qb - pc * qc - pd * qd);
      y.add(dim + i, pa * qb + pb * qa + pc * qd - pd * qc);
      y.add(2 * dim + i, pa * qc - pb * qd + pc * qa + pd * qb);
      y.add(3 * dim + i, pa * qd + pb * qc - pc * qb + pd * qa);
    }
  }
}
