package io.embed4j.graph.model;

import io.embed4j.core.table.Row;

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
    if (norm == Comparison.DOT || norm == Comparison.MODULUS) {
      throw new IllegalArgumentException("norm must be L1, L2 or SQUARED_L2, but is " + norm);
    }
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
    for (int i = 0; i < q.length(); i++) {
      q.set(i, h.at(i) + r.at(i));
    }
  }

  @Override
  public void headQuery(Row r, Row t, Row q) {
    for (int i = 0; i < q.length(); i++) {
      q.set(i, t.at(i) - r.at(i));
    }
  }

  @Override
  public void addTailQueryGradient(Row h, Row r, Row dq, Row dh, Row dr) {
    for (int i = 0; i < dq.length(); i++) {
      dh.add(i, dq.at(i)); // dq/dh = 1
      dr.add(i, dq.at(i)); // dq/dr = 1
    }
  }

  @Override
  public void addHeadQueryGradient(Row r, Row t, Row dq, Row dr, Row dt) {
    for (int i = 0; i < dq.length(); i++) {
      dt.add(i, dq.at(i)); // dq/dt = 1
      dr.add(i, -dq.at(i)); // dq/dr = −1
    }
  }
}
