package io.embed4j.graph.model;

import io.embed4j.core.table.Row;

/**
 * SimplE: the mean of a CP score and that of the inverse triple.
 *
 * <pre>  score(h, r, t) = ½ (Σᵢ h⁽ʰ⁾ᵢ rᵢ t⁽ᵗ⁾ᵢ + Σᵢ t⁽ʰ⁾ᵢ r′ᵢ h⁽ᵗ⁾ᵢ)</pre>
 *
 * <p>Kazemi, Poole: SimplE Embedding for Link Prediction in Knowledge Graphs, NeurIPS 2018, section
 * 4. An entity row holds [head role | tail role], a relation row [r | r′], r′ being the inverse's.
 * O(dim).
 */
public record SimplE() implements RelationQuery {
  private static final float HALF = 0.5f;

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
  public void tailQuery(Row h, Row r, Row q) {
    Rows.product(HALF, second(h), second(r), first(q)); // q = ½ [h⁽ᵗ⁾ ⊙ r′ | h⁽ʰ⁾ ⊙ r]
    Rows.product(HALF, first(h), first(r), second(q));
  }

  @Override
  public void headQuery(Row r, Row t, Row q) {
    Rows.product(HALF, first(r), second(t), first(q)); // q = ½ [r ⊙ t⁽ᵗ⁾ | r′ ⊙ t⁽ʰ⁾]
    Rows.product(HALF, second(r), first(t), second(q));
  }

  @Override
  public void relationQuery(Row h, Row t, Row q) {
    Rows.product(HALF, first(h), second(t), first(q)); // q = ½ [h⁽ʰ⁾ ⊙ t⁽ᵗ⁾ | h⁽ᵗ⁾ ⊙ t⁽ʰ⁾]
    Rows.product(HALF, second(h), first(t), second(q));
  }

  @Override
  public void addTailQueryGradient(Row h, Row r, Row dq, Row dh, Row dr) {
    Rows.addProduct(HALF, second(dq), first(r), first(dh)); // dh⁽ʰ⁾ = ½ dq₂ ⊙ r
    Rows.addProduct(HALF, first(dq), second(r), second(dh)); // dh⁽ᵗ⁾ = ½ dq₁ ⊙ r′
    Rows.addProduct(HALF, second(dq), first(h), first(dr)); // dr = ½ dq₂ ⊙ h⁽ʰ⁾
    Rows.addProduct(HALF, first(dq), second(h), second(dr)); // dr′ = ½ dq₁ ⊙ h⁽ᵗ⁾
  }

  @Override
  public void addHeadQueryGradient(Row r, Row t, Row dq, Row dr, Row dt) {
    Rows.addProduct(HALF, first(dq), second(t), first(dr)); // dr = ½ dq₁ ⊙ t⁽ᵗ⁾
    Rows.addProduct(HALF, second(dq), first(t), second(dr)); // dr′ = ½ dq₂ ⊙ t⁽ʰ⁾
    Rows.addProduct(HALF, second(dq), second(r), first(dt)); // dt⁽ʰ⁾ = ½ dq₂ ⊙ r′
    Rows.addProduct(HALF, first(dq), first(r), second(dt)); // dt⁽ᵗ⁾ = ½ dq₁ ⊙ r
  }

  @Override
  public void addRelationQueryGradient(Row h, Row t, Row dq, Row dh, Row dt) {
    Rows.addProduct(HALF, first(dq), second(t), first(dh)); // dh⁽ʰ⁾ = ½ dq₁ ⊙ t⁽ᵗ⁾
    Rows.addProduct(HALF, second(dq), first(t), second(dh)); // dh⁽ᵗ⁾ = ½ dq₂ ⊙ t⁽ʰ⁾
    Rows.addProduct(HALF, second(dq), second(h), first(dt)); // dt⁽ʰ⁾ = ½ dq₂ ⊙ h⁽ᵗ⁾
    Rows.addProduct(HALF, first(dq), first(h), second(dt)); // dt⁽ᵗ⁾ = ½ dq₁ ⊙ h⁽ʰ⁾
  }

  private static Row first(Row row) {
    return row.slice(0, row.length() / 2);
  }

  private static Row second(Row row) {
    return row.slice(row.length() / 2, row.length());
  }
}
