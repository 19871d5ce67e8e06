package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.Pass;

/** What makes the first states of tokens. */
public interface InputLayer {
  /** Returns tokens × dim. */
  Matrix forward(TokenBatch batch, Pass pass);

  /** Returns how many tokens a sequence may have. */
  int maxPositions();
}
