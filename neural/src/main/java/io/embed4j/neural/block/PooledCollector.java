package io.embed4j.neural.block;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Rows;
import io.embed4j.neural.layer.Segments;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the pooled states of groups together. */
public final class PooledCollector implements GroupListener {
  private final int sequences;
  private @Nullable Matrix pooled; // guarded by this

  /** Makes a collector for a batch of so many sequences. */
  public PooledCollector(int sequences) {
    this.sequences = sequences;
  }

  @Override
  public void group(int firstSequence, Segments group, Matrix last, Optional<Matrix> groupPooled) {
    groupPooled.ifPresent(rows -> Rows.copy(rows, matrix(rows.columns()), firstSequence));
  }

  private synchronized Matrix matrix(int columns) {
    if (pooled == null) {
      pooled = Matrix.zeros(sequences, columns);
    }
    return pooled;
  }

  /** Returns sequences × dim, if the model has a pooler. */
  public synchronized Optional<Matrix> pooled() {
    return Optional.ofNullable(pooled);
  }
}
