package io.embed4j.graph.reason.similar;

import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The pairs of entities whose vectors are the most alike, exactly: O(entities² · width / 2), a few
 * seconds for 15,000 entities, hours for a million. The result does not depend on the number of
 * threads.
 */
public final class NearDuplicates {
  private static final int BLOCK = 256;

  private static final Comparator<Pair> NEAREST_FIRST =
      Comparator.comparingDouble((Pair p) -> -p.cosine())
          .thenComparingInt(Pair::one)
          .thenComparingInt(Pair::two);

  private NearDuplicates() {}

  /**
   * Two entities.
   *
   * @param one the lower id
   * @param two the higher id
   * @param cosine of their vectors
   */
  public record Pair(int one, int two, float cosine) {}

  /**
   * Returns the nearest pairs, the nearest first.
   *
   * @param top how many at most
   * @param leastCosine pairs less alike are left out
   */
  public static List<Pair> find(
      UnitVectors vectors, int top, float leastCosine, Workers workers, Progress progress) {
    Matrix rows = vectors.rows();
    PackedMatrix columns = PackedMatrix.empty();
    columns.repack(rows.transposed(), workers);
    int blocks = (rows.rows() + BLOCK - 1) / BLOCK;
    List<List<Pair>> found = new ArrayList<>(Collections.nCopies(blocks, List.of()));
    AtomicInteger done = new AtomicInteger();
    workers.forEach(
        blocks,
        block -> {
          int from = block * BLOCK;
          Matrix some = rows.rowRange(from, Math.min(rows.rows(), from + BLOCK));
          Matrix cosines = Matrix.zeros(some.rows(), rows.rows() - from);
          Gemm.multiplyColumns(some, columns, from, cosines, workers);
          found.set(block, nearest(cosines, from, top, leastCosine));
          progress.report("comparing", done.incrementAndGet(), blocks, "");
        });
    Best<Pair> best = new Best<>(top, NEAREST_FIRST);
    found.forEach(pairs -> pairs.forEach(best::offer));
    return best.sorted();
  }

  private static List<Pair> nearest(Matrix cosines, int from, int top, float leastCosine) {
    Best<Pair> best = new Best<>(top, NEAREST_FIRST);
    for (int i = 0; i < cosines.rows(); i++) {
      for (int j = i + 1; j < cosines.columns(); j++) {
        float cosine = cosines.at(i, j);
        if (cosine >= leastCosine && best.mayTake(pair -> pair.cosine() <= cosine)) {
          best.offer(new Pair(from + i, from + j, cosine));
        }
      }
    }
    return best.sorted();
  }
}
