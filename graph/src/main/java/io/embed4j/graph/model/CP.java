package io.embed4j.graph.model;

import io.embed4j.core.table.Row;

/**
 * CP: canonical polyadic decomposition; an entity has one vector as head and another as tail.
 *
 * <pre>  score(h, r, t) = Σᵢ hᵢ rᵢ tᵢ,   h from the head role, t from the tail role</pre>
 *
 * <p>Hitchcock: The Expression of a Tensor or a Polyadic as a Sum of Products, 1927; for knowledge
 * graphs Lacroix, Usunier, Obozinski: Canonical Tensor Decomposition for Knowledge Base Completion,
 * ICML 2018, eq. 1, where it needs reciprocal relations to be good. An entity row holds [head role
 * | tail role]. A query is zero in the role that it does not ask for. O(dim).
 */
public record CP() implements RelationQuery {
  @Override
  public int entityWidth(int dim) {
    return 2 * dim;
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
    Rows.clear(headRole(q));
    Rows.product(1, headRole(h), r, tailRole(q)); // q = [0 | h ⊙ r]
  }

  @Override
  public void headQuery(Row r, Row t, Row q) {
    Rows.product(1, r, tailRole(t), headRole(q)); // q = [r ⊙ t | 0]
    Rows.clear(tailRole(q));
  }

  @Override
  public void relationQuery(Row h, Row t, Row q) {
    Rows.product(1, headRole(h), tailRole(t), q); // q = h ⊙ t
  }

  @Override
  public void addTailQueryGradient(Row h, Row r, Row dq, Row dh, Row dr) {
    Rows.addProduct(1, tailRole(dq), r, headRole(dh)); // dh = dq ⊙ r
    Rows.addProduct(1, tailRole(dq), headRole(h), dr); // dr = dq ⊙ h
  }

  @Override
  public void addHeadQueryGradient(Row r, Row t, Row dq, Row dr, Row dt) {
    Rows.addProduct(1, headRole(dq), tailRole(t), dr); // dr = dq ⊙ t
    Rows.addProduct(1, headRole(dq), r, tailRole(dt)); // dt = dq ⊙ r
  }

  @Override
  public void addRelationQueryGradient(Row h, Row t, Row dq, Row dh, Row dt) {
    Rows.addProduct(1, dq, tailRole(t), headRole(dh)); // dh = dq ⊙ t
    Rows.addProduct(1, dq, headRole(h), tailRole(dt)); // dt = dq ⊙ h
  }

  private static Row headRole(Row e) {
    return e.slice(0, e.length() / 2);
  }

  private static Row tailRole(Row e) {
    return e.slice(e.length() / 2, e.length());
  }
}
