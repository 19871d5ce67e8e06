package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Segments;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the states of groups together. */
final class StatesCollector implements GroupListener {
  private final TokenBatch batch;
  private final Matrix last;
  private @Nullable Matrix pooled; // guarded by this

  StatesCollector(TokenBatch batch, int dim) {
    this.batch = batch;
    last = Matrix.zeros(batch.tokens(), dim);
  }

  @Override
  public void group(
      int firstSequence, Segments segments, Matrix states, Optional<Matrix> groupPooled) {
    Rows.copy(states, last, batch.segments().start(firstSequence));
    groupPooled.ifPresent(rows -> Rows.copy(rows, pooled(rows.columns()), firstSequence));
  }

  private synchronized Matrix pooled(int columns) {
    if (pooled == null) {
      pooled = Matrix.zeros(batch.sequences(), columns);
    }
    return pooled;
  }

  synchronized States states() {
    return new States(last, Optional.ofNullable(pooled));
  }
}
