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
    int d = q.length() / 2;
    for (int i = 0; i < d; i++) { // q = h r
      q.set(i, h.at(i) * r.at(i) - h.at(d + i) * r.at(d + i));
      q.set(d + i, h.at(i) * r.at(d + i) + h.at(d + i) * r.at(i));
    }
  }

  @Override
  public void headQuery(Row r, Row t, Row q) {
    int d = q.length() / 2;
    for (int i = 0; i < d; i++) { // q = t conj(r)
      q.set(i, t.at(i) * r.at(i) + t.at(d + i) * r.at(d + i));
      q.set(d + i, t.at(d + i) * r.at(i) - t.at(i) * r.at(d + i));
    }
  }

  @Override
  public void relationQuery(Row h, Row t, Row q) {
    int d = q.length() / 2;
    for (int i = 0; i < d; i++) { // q = conj(h) t
      q.set(i, h.at(i) * t.at(i) + h.at(d + i) * t.at(d + i));
      q.set(d + i, h.at(i) * t.at(d + i) - h.at(d + i) * t.at(i));
    }
  }

  @Override
  public void addTailQueryGradient(Row h, Row r, Row dq, Row dh, Row dr) {
    int d = dq.length() / 2;
    for (int i = 0; i < d; i++) {
      float re = dq.at(i);
      float im = dq.at(d + i);
      dh.add(i, re * r.at(i) + im * r.at(d + i)); // dh = dq conj(r)
      dh.add(d + i, im * r.at(i) - re * r.at(d + i));
      dr.add(i, re * h.at(i) + im * h.at(d + i)); // dr = dq conj(h)
      dr.add(d + i, im * h.at(i) - re * h.at(d + i));
    }
  }

  @Override
  public void addHeadQueryGradient(Row r, Row t, Row dq, Row dr, Row dt) {
    int d = dq.length() / 2;
    for (int i = 0; i < d; i++) {
      float re = dq.at(i);
      float im = dq.at(d + i);
      dt.add(i, re * r.at(i) - im * r.at(d + i)); // dt = dq r
      dt.add(d + i, re * r.at(d + i) + im * r.at(i));
      dr.add(i, re * t.at(i) + im * t.at(d + i)); // dr = conj(dq) t
      dr.add(d + i, re * t.at(d + i) - im * t.at(i));
    }
  }

  @Override
  public void addRelationQueryGradient(Row h, Row t, Row dq, Row dh, Row dt) {
    int d = dq.length() / 2;
    for (int i = 0; i < d; i++) {
      float re = dq.at(i);
      float im = dq.at(d + i);
      dh.add(i, re * t.at(i) + im * t.at(d + i)); // dh = conj(dq) t
      dh.add(d + i, re * t.at(d + i) - im * t.at(i));
      dt.add(i, re * h.at(i) - im * h.at(d + i)); // dt = dq h
      dt.add(d + i, re * h.at(d + i) + im * h.at(i));
    }
  }
}
