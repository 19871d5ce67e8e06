package io.embed4j.graph.train;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Distances;
import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.model.Comparison;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Carries gradients of scores back to queries q and candidates c, in two steps: {@link #toWeights}
 * turns dLoss/dscore into weights w, row by row, then {@link #add} multiplies:
 *
 * <pre>
 *   DOT           dqᵢ += Σⱼ wᵢⱼ cⱼ          dcⱼ += Σᵢ wᵢⱼ qᵢ           w = ds
 *   SQUARED_L2    dqᵢ += Σⱼ wᵢⱼ (cⱼ − qᵢ)   dcⱼ += Σᵢ wᵢⱼ (qᵢ − cⱼ)    w = 2 ds
 *   L2            the same                                            w = ds / ‖q − c‖
 *   L1, MODULUS   by {@link Distances}                                w = −ds
 * </pre>
 *
 * <p>At a kink (q = c) the subgradient 0 is taken. Bits do not depend on the number of threads.
 */
final class CandidateGradients {
  private static final int ROWS_PER_TASK = 64;
  private static final int COLUMNS_PER_TASK = 1024;
  private static final Workers SINGLE = Workers.single();

  private final Comparison comparison;
  private final PackedMatrix packedCandidates = PackedMatrix.empty();
  private final PackedMatrix packedQueries = PackedMatrix.empty();

  CandidateGradients(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Packs the candidates, n × width; needed before {@link #add} whenever they have changed. */
  void prepare(Matrix candidates, Workers workers) {
    if (isProduct()) {
      packedCandidates.repack(candidates, workers);
    }
  }

  /** Turns dLoss/dscore of one query and {@code length} candidates into weights, in place. */
  void toWeights(float[] dScores, int offset, float[] scores, int scoresOffset, int length) {
    switch (comparison) {
      case DOT -> {}
      case SQUARED_L2 -> Vectors.scaleInPlace(2, dScores, offset, length);
      case L1, MODULUS -> Vectors.scaleInPlace(-1, dScores, offset, length);
      case L2 -> {
        for (int j = 0; j < length; j++) {
          float distance = -scores[scoresOffset + j];
          dScores[offset + j] = distance > 0 ? dScores[offset + j] / distance : 0;
        }
      }
    }
  }

  /** Returns whether {@link #toWeights} reads the scores. */
  boolean needsScores() {
    return comparison == Comparison.L2;
  }

  /**
   * Overwrites the gradients of all queries and adds those of all candidates.
   *
   * @param w weights, m × n
   * @param queries m × width
   * @param candidates n × width, as prepared
   * @param dQueries m × width, overwritten
   * @param dCandidates n × width
   */
  void add(
      Matrix w,
      Matrix queries,
      Matrix candidates,
      Matrix dQueries,
      Matrix dCandidates,
      Workers workers) {
    switch (comparison) {
      case L1 -> {
        clear(dQueries, workers);
        Distances.addL1Gradient(w, queries, candidates, dQueries, dCandidates, workers);
      }
      case MODULUS -> {
        clear(dQueries, workers);
        Distances.addModulusGradient(w, queries, candidates, dQueries, dCandidates, workers);
      }
      case DOT, L2, SQUARED_L2 -> {
        packedQueries.repack(queries, workers);
        Gemm.multiply(w, packedCandidates, dQueries, workers);
        Gemm.addProduct(w.transposed(), packedQueries, dCandidates, workers);
        subtractOwnQueries(w, queries, dQueries, workers);
        subtractOwnCandidates(w, candidates, dCandidates, workers);
      }
    }
  }

  /**
   * Overwrites the gradients of some queries, where {@link #isProduct}; the caller's thread does
   * all of it. {@link #setCandidates} does the rest.
   */
  void setQueries(Matrix w, Matrix queries, Matrix dQueries) {
    Gemm.multiply(w, packedCandidates, dQueries, SINGLE);
    subtractOwnQueries(w, queries, dQueries, SINGLE);
  }

  /** Overwrites the gradients of all candidates, where {@link #isProduct}. */
  void setCandidates(
      Matrix w, Matrix queries, Matrix candidates, Matrix dCandidates, Workers workers) {
    packedQueries.repack(queries, workers);
    Gemm.multiply(w.transposed(), packedQueries, dCandidates, workers);
    subtractOwnCandidates(w, candidates, dCandidates, workers);
  }

  /** The same as {@link #add}, but overwrites the candidates' gradients too, which is quicker. */
  void set(
      Matrix w,
      Matrix queries,
      Matrix candidates,
      Matrix dQueries,
      Matrix dCandidates,
      Workers workers) {
    if (isProduct()) {
      Gemm.multiply(w, packedCandidates, dQueries, workers);
      subtractOwnQueries(w, queries, dQueries, workers);
      setCandidates(w, queries, candidates, dCandidates, workers);
    } else {
      clear(dCandidates, workers);
      add(w, queries, candidates, dQueries, dCandidates, workers);
    }
  }

  private static void clear(Matrix m, Workers workers) {
    inBlocks(
        m.rows(),
        workers,
        i -> {
          int start = m.offset() + i * m.rowStride();
          Arrays.fill(m.data(), start, start + m.columns(), 0);
        });
  }

  /** The terms −qᵢ Σⱼ wᵢⱼ of the squared distances. */
  private void subtractOwnQueries(Matrix w, Matrix queries, Matrix dQueries, Workers workers) {
    if (comparison == Comparison.DOT) {
      return;
    }
    inBlocks(
        w.rows(),
        workers,
        i -> {
          float rowSum = Vectors.sum(w.data(), w.offset() + i * w.rowStride(), w.columns());
          addScaledRow(-rowSum, queries, dQueries, i);
        });
  }

  /** The terms −cⱼ Σᵢ wᵢⱼ of the squared distances. */
  private void subtractOwnCandidates(
      Matrix w, Matrix candidates, Matrix dCandidates, Workers workers) {
    if (comparison == Comparison.DOT) {
      return;
    }
    float[] columnSums = new float[w.columns()];
    workers.forEach(
        (w.columns() + COLUMNS_PER_TASK - 1) / COLUMNS_PER_TASK,
        task -> {
          int from = task * COLUMNS_PER_TASK;
          int count = Math.min(COLUMNS_PER_TASK, w.columns() - from);
          for (int i = 0; i < w.rows(); i++) {
            int start = w.offset() + i * w.rowStride() + from;
            Vectors.addScaled(1, w.data(), start, columnSums, from, count);
          }
        });
    inBlocks(w.columns(), workers, j -> addScaledRow(-columnSums[j], candidates, dCandidates, j));
  }

  private static void inBlocks(int rows, Workers workers, IntConsumer body) {
    workers.forEach(
        (rows + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
        task -> {
          int end = Math.min(rows, (task + 1) * ROWS_PER_TASK);
          for (int i = task * ROWS_PER_TASK; i < end; i++) {
            body.accept(i);
          }
        });
  }

  /** Returns whether gradients are matrix products. */
  boolean isProduct() {
    return switch (comparison) {
      case DOT, L2, SQUARED_L2 -> true;
      case L1, MODULUS -> false;
    };
  }

  private static void addScaledRow(float scale, Matrix x, Matrix y, int i) {
    Vectors.addScaled(
        scale,
        x.data(),
        x.offset() + i * x.rowStride(),
        y.data(),
        y.offset() + i * y.rowStride(),
        x.columns());
  }
}
