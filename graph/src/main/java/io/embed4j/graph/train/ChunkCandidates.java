package io.embed4j.graph.train;

/** Compares the queries of a chunk with their candidates: the part that depends on projection. */
interface ChunkCandidates {
  /**
   * Scores all queries against their true answer and the negatives, adds the gradients of
   * candidates and queries to {@code gradients}, and returns what the chunk cost.
   *
   * @param queries those of the chunk, not folded yet; their order is that of the chunk, because
   *     its relations ascend
   */
  BatchObjective.BatchLoss addGradients(SampledChunk chunk, Queries queries, Gradients gradients);
}
