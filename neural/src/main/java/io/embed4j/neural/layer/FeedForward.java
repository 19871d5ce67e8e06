package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;

/** The part of a Transformer block that looks at each token alone. */
public sealed interface FeedForward permits PlainFeedForward, GatedFeedForward {
  /** Returns the result without the bias of {@link #output()}; the caller adds it to each row. */
  Matrix product(Matrix x, Workspace space);

  /**
   * Returns what {@link #product} does, and the way back, which does not need y: the caller may
   * overwrite it.
   */
  Trace trace(Matrix x, Training training);

  /** Returns the last product of the layer. */
  Linear output();
}
