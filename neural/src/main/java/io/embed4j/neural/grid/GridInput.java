package io.embed4j.neural.grid;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.layer.Segments;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;

/** What makes the first states of pictures, spectrograms or sounds. Thread-safe. */
public interface GridInput {
  /** Returns how many channels a place has. */
  int channels();

  /**
   * Returns where the states of each grid stand.
   *
   * @throws IllegalArgumentException if a grid is too small
   */
  Segments segments(Grids grids);

  /** Returns the states, as many rows as {@link #segments} has. */
  Matrix forward(GridBatch batch, Workspace space);

  /** Returns the states, and the way back, which ends here: it returns an empty matrix. */
  Trace trace(GridBatch batch, Training training);
}
