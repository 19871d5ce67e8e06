package io.embed4j.graph.model;

import io.embed4j.core.table.Row;

/**
 * HolE: circular correlation of head and tail, compared with the relation.
 *
 * <pre>  score(h, r, t) = Σₖ rₖ Σᵢ hᵢ t₍ᵢ₊ₖ₎ mod d</pre>
 *
 * <p>Nickel, Rosasco, Poggio: Holographic Embeddings of Knowledge Graphs, AAAI 2016, eq. 2–4. The
 * logistic function of the paper is monotone and left to the loss. The three folds are the paper's
 * correlation and convolution, written as d shifted vector additions: O(dim²) as vectors, less work
 * than a Fourier transform at the dimensions in use.
 */
public record HolE() implements RelationQuery {
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
    Rows.clear(q);
    addConvolution(r, h, q); // q = r * h
  }

  @Override
  public void headQuery(Row r, Row t, Row q) {
    Rows.clear(q);
    addCorrelation(r, t, q); // q = r ⋆ t
  }

  @Override
  public void relationQuery(Row h, Row t, Row q) {
    Rows.clear(q);
    addCorrelation(h, t, q); // q = h ⋆ t
  }

  @Override
  public void addTailQueryGradient(Row h, Row r, Row dq, Row dh, Row dr) {
    addCorrelation(r, dq, dh); // dh = r ⋆ dq
    addCorrelation(h, dq, dr); // dr = h ⋆ dq
  }

  @Override
  public void addHeadQueryGradient(Row r, Row t, Row dq, Row dr, Row dt) {
    addCorrelation(dq, t, dr); // dr = dq ⋆ t
    addConvolution(r, dq, dt); // dt = r * dq
  }

  @Override
  public void addRelationQueryGradient(Row h, Row t, Row dq, Row dh, Row dt) {
    addCorrelation(dq, t, dh); // dh = dq ⋆ t
    addConvolution(h, dq, dt); // dt = h * dq
  }

  /** y += a * b: y₍ᵢ₊ₖ₎ mod d += Σ aₖ bᵢ. */
  private static void addConvolution(Row a, Row b, Row y) {
    int d = y.length();
    for (int k = 0; k < d; k++) {
      Rows.addScaled(a.at(k), b.slice(0, d - k), y.slice(k, d));
      Rows.addScaled(a.at(k), b.slice(d - k, d), y.slice(0, k));
    }
  }

  /** y += a ⋆ b: yᵢ += Σ aₖ b₍ᵢ₊ₖ₎ mod d; equal with yₖ += Σ aᵢ b₍ᵢ₊ₖ₎ mod d. */
  private static void addCorrelation(Row a, Row b, Row y) {
    int d = y.length();
    for (int k = 0; k < d; k++) {
      Rows.addScaled(a.at(k), b.slice(k, d), y.slice(0, d - k));
      Rows.addScaled(a.at(k), b.slice(0, k), y.slice(d - k, d));
    }
  }
}
