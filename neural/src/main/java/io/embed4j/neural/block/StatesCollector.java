package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Segments;
import java.util.Optional;

/** Puts the states of groups together. */
public final class StatesCollector implements GroupListener {
  private final Segments segments;
  private final Matrix last;
  private final PooledCollector pooled;

  /**
   * Makes a collector.
   *
   * @param segments those of the whole batch
   * @param dim of a state
   */
  public StatesCollector(Segments segments, int dim) {
    this.segments = segments;
    last = Matrix.zeros(segments.rows(), dim);
    pooled = new PooledCollector(segments.count());
  }

  @Override
  public void group(
      int firstSequence, Segments group, Matrix states, Optional<Matrix> groupPooled) {
    Rows.copy(states, last, segments.start(firstSequence));
    pooled.group(firstSequence, group, states, groupPooled);
  }

  /** Returns the states of the whole batch, after all groups have come. */
  public States states() {
    return new States(last, pooled.pooled());
  }
}
