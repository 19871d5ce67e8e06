package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;

/** What makes the first states of tokens. */
public interface InputLayer {
  /** Returns tokens × dim. */
  Matrix forward(TokenBatch batch, Pass pass);

  /** Returns tokens × dim, and the way back, which ends here: it returns an empty matrix. */
  Trace trace(TokenBatch batch, Pass pass, Training training);

  /** Returns how many tokens a sequence may have. */
  int maxPositions();
}
