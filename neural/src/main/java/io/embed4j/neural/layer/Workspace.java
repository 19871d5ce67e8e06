package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The memory and the threads of one pass through the layers. A layer takes the matrix of its result
 * from here; who is done with a matrix gives it back. So a pass touches little memory, which stays
 * in a cache, and none has to be cleared anew for each layer. What a gradient will need is simply
 * not given back.
 *
 * <p>Belongs to the thread that runs the pass.
 */
public final class Workspace {
  private static final int ROWS_AT_ONCE = 16;

  private final Workers workers;
  private final List<float[]> all = new ArrayList<>();
  private final List<float[]> free = new ArrayList<>();
  private final PackedMatrix packed = PackedMatrix.empty();

  /** Returns an empty workspace whose layers share their work among the threads of workers. */
  public Workspace(Workers workers) {
    this.workers = workers;
  }

  /** Returns the threads among which a layer shares out its work. */
  public Workers workers() {
    return workers;
  }

  /** Returns a row-major matrix whose elements are arbitrary. */
  public Matrix matrix(int rows, int columns) {
    int size = Math.multiplyExact(rows, columns);
    int best = -1;
    int longest = -1;
    for (int i = 0; i < free.size(); i++) {
      int length = free.get(i).length;
      if (length >= size && (best < 0 || length < free.get(best).length)) {
        best = i;
      }
      if (longest < 0 || length > free.get(longest).length) {
        longest = i;
      }
    }
    if (best < 0 && longest >= 0) {
      forget(free.remove(longest)); // too short: the new one takes its place
    }
    return Matrix.of(best < 0 ? added(size) : free.remove(best), rows, columns);
  }

  private float[] added(int size) {
    float[] data = new float[size];
    all.add(data);
    return data;
  }

  @SuppressWarnings("ReferenceEquality") // which array it is, not what is in it
  private void forget(float[] data) {
    all.removeIf(each -> each == data);
  }

  /** Gives all matrices back. */
  public void releaseAll() {
    free.clear();
    free.addAll(all);
  }

  /** Returns a factor that a layer may fill for one product; the next layer fills it anew. */
  public PackedMatrix packed() {
    return packed;
  }

  /** Gives a matrix of {@link #matrix} back; nobody may read it any more. */
  @SuppressWarnings("ReferenceEquality") // which array it is, not what is in it
  public void release(Matrix matrix) {
    assert free.stream().noneMatch(data -> data == matrix.data()) : "given back twice";
    free.add(matrix.data());
  }

  /** Runs {@code body} for the rows 0 to {@code rows - 1}, some on each thread. */
  public void forRows(int rows, IntConsumer body) {
    if (workers.threads() == 1) {
      for (int row = 0; row < rows; row++) {
        body.accept(row);
      }
      return;
    }
    int tasks = (rows + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE;
    workers.forEach(
        tasks,
        task -> {
          int to = Math.min(rows, (task + 1) * ROWS_AT_ONCE);
          for (int row = task * ROWS_AT_ONCE; row < to; row++) {
            body.accept(row);
          }
        });
  }
}
