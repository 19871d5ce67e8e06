package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.attention.Memory;
import io.embed4j.neural.attention.Pass;

/** One layer of a decoder that looks at an encoder's states. */
public interface DecoderBlock {
  /** Returns the states after this layer; {@code x} is overwritten or given back. */
  Matrix forward(Matrix x, Pass pass, Memory memory);
}
