package io.embed4j.graph.model;

/** How a query row is compared with a candidate row; a higher score is a more plausible triple. */
public enum Comparison {
  /** q · c. */
  DOT,
  /** −Σ|qᵢ − cᵢ|. */
  L1,
  /** −√Σ(qᵢ − cᵢ)². */
  L2,
  /** −Σ(qᵢ − cᵢ)². */
  SQUARED_L2,
  /** −Σ|qᵢ − cᵢ| over complex numbers, stored as all real parts, then all imaginary parts. */
  MODULUS
}
