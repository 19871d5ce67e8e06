package io.embed4j.graph.model;

import io.embed4j.core.table.Row;

/**
 * ComplEx: complex bilinear diagonal interaction.
 *
 * <pre>  score(h, r, t) = Re Σᵢ hᵢ rᵢ t̄ᵢ</pre>
 *
 * <p>Trouillon, Welbl, Riedel, Gaussier, Bouchard: Complex Embeddings for Simple Link Prediction,
 * ICML 2016, eq. 9–11. Rows hold dim real parts, then dim imaginary parts. Tail query q = h r (then
 * Re⟨q, t̄⟩ = q · t as real rows), head query q = t r̄. Symmetric relations have Im r = 0; inverse
 * relations are conjugates. O(dim).
 */
public record ComplEx() implements RelationQuery {
  @Override
  public int entityWidth(int dim) {
    return 2 * dim;
  }

  @Override
  public int relationWidth(int dim) {
    return 2 * dim;
  }

  @Override
  public Comparison comparison() {
    return Comparison.DOT;
  }

  @Override
  public boolean complex() {
    return true;
  }

  @Override
  public void tailQuery(Row h, Row r, Row q) {
    ComplexRows.product(h, r, q); // q = h r
  }

  @Override
  public void headQuery(Row r, Row t, Row q) {
    ComplexRows.conjugateProduct(t, r, q); // q = t conj(r)
  }

  @Override
  public void relationQuery(Row h, Row t, Row q) {
    ComplexRows.conjugateProduct(t, h, q); // q = conj(h) t
  }

  @Override
  public void addTailQueryGradient(Row h, Row r, Row dq, Row dh, Row dr) {
    ComplexRows.addConjugateProduct(dq, r, dh); // dh = dq conj(r)
    ComplexRows.addConjugateProduct(dq, h, dr); // dr = dq conj(h)
  }

  @Override
  public void addHeadQueryGradient(Row r, Row t, Row dq, Row dr, Row dt) {
    ComplexRows.addProduct(dq, r, dt); // dt = dq r
    ComplexRows.addConjugateProduct(t, dq, dr); // dr = conj(dq) t
  }

  @Override
  public void addRelationQueryGradient(Row h, Row t, Row dq, Row dh, Row dt) {
    ComplexRows.addConjugateProduct(t, dq, dh); // dh = conj(dq) t
    ComplexRows.addProduct(dq, h, dt); // dt = dq h
  }
}
