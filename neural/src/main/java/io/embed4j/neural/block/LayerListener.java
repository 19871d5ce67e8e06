package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;

/** Sees the states between layers. Called by several threads, each with other tokens. */
public interface LayerListener {
  /**
   * Takes note of the states of some tokens.
   *
   * @param layer 0 for the embeddings, then 1 and so on after each layer; a norm after the last
   *     layer is no part of it
   * @param firstToken the token of the batch in the first row
   * @param states tokens × dim; overwritten after the call
   */
  void states(int layer, int firstToken, Matrix states);

  /** Returns a listener that does nothing. */
  static LayerListener none() {
    return (layer, firstToken, states) -> {};
  }
}
