package io.embed4j.graph.model;

import io.embed4j.core.table.Row;

/**
 * DistMult: bilinear diagonal interaction.
 *
 * <pre>  score(h, r, t) = Σᵢ hᵢ rᵢ tᵢ</pre>
 *
 * <p>Yang, Yih, He, Gao, Deng: Embedding Entities and Relations for Learning and Inference in
 * Knowledge Bases, ICLR 2015, section 3.1. Scores (h, r, t) and (t, r, h) alike, so without
 * reciprocal relations every relation is symmetric. O(dim).
 */
public record DistMult() implements RelationQuery {
  @Override
  public int entityWidth(int dim) {
    return dim;
  }

  @Override
  public int relationWidth(int dim) {
    return dim;
  }

  @Override
  public Comparison comparison() {
    return Comparison.DOT;
  }

  @Override
  public void tailQuery(Row h, Row r, Row q) {
    Rows.product(1, h, r, q); // q = h ⊙ r
  }

  @Override
  public void headQuery(Row r, Row t, Row q) {
    Rows.product(1, r, t, q); // q = r ⊙ t
  }

  @Override
  public void relationQuery(Row h, Row t, Row q) {
    Rows.product(1, h, t, q); // q = h ⊙ t
  }

  @Override
  public void addTailQueryGradient(Row h, Row r, Row dq, Row dh, Row dr) {
    addProductGradient(h, r, dq, dh, dr);
  }

  @Override
  public void addHeadQueryGradient(Row r, Row t, Row dq, Row dr, Row dt) {
    addProductGradient(r, t, dq, dr, dt);
  }

  @Override
  public void addRelationQueryGradient(Row h, Row t, Row dq, Row dh, Row dt) {
    addProductGradient(h, t, dq, dh, dt);
  }

  private static void addProductGradient(Row a, Row b, Row dq, Row da, Row db) {
    Rows.addProduct(1, dq, b, da); // da = dq ⊙ b
    Rows.addProduct(1, dq, a, db); // db = dq ⊙ a
  }
}
