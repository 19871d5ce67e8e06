package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Segments;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the states of groups together. */
final class StatesCollector implements GroupListener {
  private final Segments segments;
  private final Matrix last;
  private @Nullable Matrix pooled; // guarded by this

  StatesCollector(Segments segments, int dim) {
    this.segments = segments;
    last = Matrix.zeros(segments.rows(), dim);
  }

  @Override
  public void group(
      int firstSequence, Segments group, Matrix states, Optional<Matrix> groupPooled) {
    Rows.copy(states, last, segments.start(firstSequence));
    groupPooled.ifPresent(rows -> Rows.copy(rows, pooled(rows.columns()), firstSequence));
  }

  private synchronized Matrix pooled(int columns) {
    if (pooled == null) {
      pooled = Matrix.zeros(segments.count(), columns);
    }
    return pooled;
  }

  synchronized States states() {
    return new States(last, Optional.ofNullable(pooled));
  }
}
