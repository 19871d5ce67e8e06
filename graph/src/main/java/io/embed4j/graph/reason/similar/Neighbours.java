package io.embed4j.graph.reason.similar;

import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Nearest neighbours by the cosine of entity vectors, exactly: O(candidates · width) an entity. The
 * result does not depend on the number of threads. One call at a time.
 *
 * <pre>{@code
 * UnitVectors vectors = UnitVectors.of(model.entities(), workers);
 * List<Neighbour> nearest = Neighbours.among(vectors, workers).of(entity, 10);
 * }</pre>
 */
public final class Neighbours {
  private static final int BLOCK = 128;

  private final UnitVectors vectors;
  private final int[] candidates;
  private final PackedMatrix columns = PackedMatrix.empty();
  private final Workers workers;

  /**
   * Prepares some entities as possible neighbours.
   *
   * @param candidates distinct ids
   */
  public Neighbours(UnitVectors vectors, int[] candidates, Workers workers) {
    this.vectors = vectors;
    this.candidates = candidates.clone();
    this.workers = workers;
    columns.repack(vectors.rows(candidates).transposed(), workers);
  }

  /** Prepares all entities as possible neighbours. */
  public static Neighbours among(UnitVectors vectors, Workers workers) {
    int[] all = new int[vectors.size()];
    Arrays.setAll(all, i -> i);
    return new Neighbours(vectors, all, workers);
  }

  /** Returns at most {@code k} neighbours of an entity, the nearest first, without itself. */
  public List<Neighbour> of(int entity, int k) {
    return of(new int[] {entity}, k).getFirst();
  }

  /** Returns the neighbours of each of some entities, in their order. */
  public List<List<Neighbour>> of(int[] entities, int k) {
    List<List<Neighbour>> found = new ArrayList<>(Collections.nCopies(entities.length, List.of()));
    workers.forEach(
        (entities.length + BLOCK - 1) / BLOCK,
        block -> {
          int from = block * BLOCK;
          int[] queries =
              Arrays.copyOfRange(entities, from, Math.min(entities.length, from + BLOCK));
          Matrix cosines = Matrix.zeros(queries.length, candidates.length);
          Gemm.multiply(vectors.rows(queries), columns, cosines, workers);
          for (int i = 0; i < queries.length; i++) {
            found.set(from + i, nearest(queries[i], cosines, i, k));
          }
        });
    return found;
  }

  private List<Neighbour> nearest(int entity, Matrix cosines, int row, int k) {
    Best<Neighbour> best = new Best<>(k, Neighbour.NEAREST_FIRST);
    for (int j = 0; j < candidates.length; j++) {
      float cosine = cosines.at(row, j);
      if (candidates[j] != entity && best.mayTake(n -> n.cosine() <= cosine)) {
        best.offer(new Neighbour(candidates[j], cosine));
      }
    }
    return best.sorted();
  }
}
