package io.embed4j.graph.reason.classify;

import io.embed4j.core.matrix.Matrix;

/** Says how plausible each type is for an entity. Thread-safe. */
interface TypeScorer {
  /**
   * Writes a score for every type, higher for the more plausible.
   *
   * @param into a row for each of the entities, a column for each type; overwritten
   */
  void score(int[] entities, Matrix into);
}
