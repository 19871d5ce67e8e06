package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;

/** What a model itself makes of the states of a sequence: one row. Thread-safe. */
public interface Pooler {
  /** Returns one row a sequence. */
  Matrix forward(Matrix x, Segments segments, Workspace space);

  /** Returns one row a sequence, and the way back to all rows of x. */
  Trace trace(Matrix x, Segments segments, Training training);
}
