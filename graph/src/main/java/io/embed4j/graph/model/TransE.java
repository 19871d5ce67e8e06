package io.embed4j.graph.model;

import io.embed4j.core.table.Row;
import java.util.Map;

/**
 * TransE: a relation is a translation.
 *
 * <pre>  score(h, r, t) = −‖h + r − t‖</pre>
 *
 * <p>Bordes, Usunier, García-Durán, Weston, Yakhnenko: Translating Embeddings for Modeling
 * Multi-relational Data, NIPS 2013, section 2. Symmetric relations have r ≈ 0, inverse ones r₂ ≈
 * −r₁, compositions r₁ + r₂ ≈ r₃. O(dim).
 *
 * @param norm {@link Comparison#L1}, {@link Comparison#L2} or {@link Comparison#SQUARED_L2}
 */
public record TransE(Comparison norm) implements Interaction {
  public TransE {
    Rules.requireRealDistance(norm);
  }

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
    return norm;
  }

  @Override
  public void tailQuery(Row h, Row r, Row q) {
    Rows.copy(h, q); // q = h + r
    Rows.addScaled(1, r, q);
  }

  @Override
  public void headQuery(Row r, Row t, Row q) {
    Rows.copy(t, q); // q = t − r
    Rows.addScaled(-1, r, q);
  }

  @Override
  public void addTailQueryGradient(Row h, Row r, Row dq, Row dh, Row dr) {
    Rows.addScaled(1, dq, dh); // dq/dh = 1
    Rows.addScaled(1, dq, dr); // dq/dr = 1
  }

  @Override
  public void addHeadQueryGradient(Row r, Row t, Row dq, Row dr, Row dt) {
    Rows.addScaled(1, dq, dt); // dq/dt = 1
    Rows.addScaled(-1, dq, dr); // dq/dr = −1
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(ModelSettings.NORM, norm.key());
  }
}
