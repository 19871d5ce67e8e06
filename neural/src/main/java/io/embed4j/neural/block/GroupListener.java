package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Segments;
import java.util.Optional;

/**
 * Takes what a model makes of a batch, some sequences at a time, so that the states of a whole
 * batch need never be in memory together. Called by several threads, each with other sequences.
 */
public interface GroupListener {
  /**
   * Takes the result for some sequences.
   *
   * @param firstSequence the sequence of the batch that is the first one here
   * @param segments where the sequences stand in {@code last}
   * @param last the states after the last layer, tokens × dim; overwritten after the call
   * @param pooled sequences × dim, where a model has a pooler of its own; overwritten after the
   *     call
   */
  void group(int firstSequence, Segments segments, Matrix last, Optional<Matrix> pooled);
}
