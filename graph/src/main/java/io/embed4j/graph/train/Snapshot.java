package io.embed4j.graph.train;

import io.embed4j.core.table.EmbeddingTable;
import java.util.Map;

/**
 * All that a run carries from batch to batch; random choices are not in it, because they are keyed
 * by the seed, the epoch and the batch. A trainer that takes over a snapshot goes on to the same
 * bits as the one that gave it.
 *
 * @param counters where the run stands
 * @param tables parameters, optimiser state and, if {@code counters.hasBest()}, the best
 *     parameters; the trainer's own arrays, not copies
 */
public record Snapshot(Counters counters, Map<String, EmbeddingTable> tables) {
  /**
   * Where a run stands.
   *
   * @param epoch epochs done
   * @param batch batches done of the next epoch
   * @param step optimiser steps done
   * @param epochLoss sum of the losses of the triples of the unfinished epoch
   * @param epochPenalty sum of their penalties
   * @param epochTriples their number
   * @param epochSeconds wall time of the unfinished epoch
   * @param trainSeconds wall time of training, validation left out
   * @param plateauFactor factor of the learning rate that validations have brought about
   * @param plateauBest best validation MRR that the plateau schedule has seen
   * @param plateauBad validations since then
   * @param hasBest whether there was a validation
   * @param bestMrr best validation MRR
   * @param bestEpoch its epoch
   * @param validationsSinceBest validations after it
   */
  public record Counters(
      int epoch,
      int batch,
      long step,
      double epochLoss,
      double epochPenalty,
      long epochTriples,
      double epochSeconds,
      double trainSeconds,
      double plateauFactor,
      double plateauBest,
      int plateauBad,
      boolean hasBest,
      double bestMrr,
      int bestEpoch,
      int validationsSinceBest) {}
}
