package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.Pass;

/** One layer of a Transformer. */
public interface Block {
  /** Returns the states after this layer; {@code x} is overwritten or given back. */
  Matrix forward(Matrix x, Pass pass);
}
