package io.embed4j.graph.data.inspect;

/** What a relation lets a model conclude. A relation may follow several patterns or none. */
public enum RelationPattern {
  /** r(x, y) goes with r(y, x). */
  SYMMETRIC,
  /** r(x, y) goes with s(y, x) for another relation s. */
  HAS_INVERSE,
  /** r₁(x, y) and r₂(y, z) go with r(x, z). */
  COMPOSED
}
