package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.Pass;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;

/** One layer of a Transformer. */
public interface Block {
  /** Returns the states after this layer; {@code x} is overwritten or given back. */
  Matrix forward(Matrix x, Pass pass);

  /** Returns the states after this layer, and the way back; {@code x} stays as it is. */
  Trace trace(Matrix x, Pass pass, Training training);
}
