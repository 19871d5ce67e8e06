package io.embed4j.graph.train;

import io.embed4j.core.matrix.Matrix;

/** Compares the queries of a chunk with their candidates: the part that depends on projection. */
interface ChunkCandidates {
  /**
   * Scores all queries against their true answer and the negatives, adds the gradients of the query
   * rows to {@code dq} and those of the candidates to {@code gradients}, and returns the loss.
   *
   * @param queries of the chunk, folded; its runs are ranges of the chunk, because relations ascend
   * @param q query rows
   * @param dq gradients of the query rows
   */
  double addGradients(
      SampledChunk chunk, Queries queries, Matrix q, Matrix dq, Gradients gradients);
}
