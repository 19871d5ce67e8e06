package io.embed4j.graph.reason.classify;

import io.embed4j.core.matrix.Matrix;

/** Numbers that describe an entity to a linear classifier. Thread-safe. */
interface Features {
  /** Returns how many there are. */
  int width();

  /** Writes those of some entities into the rows of a row-major matrix. */
  void fill(int[] entities, Matrix into);
}
