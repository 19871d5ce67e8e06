package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;

/** What brings the pooled states of a model to the space that it shares with another one. */
public interface Projection {
  /** Returns a row for each row of x. */
  Matrix forward(Matrix x, Workspace space);

  /** Returns what {@link #forward} does, and the way back. */
  Trace trace(Matrix x, Training training);
}
