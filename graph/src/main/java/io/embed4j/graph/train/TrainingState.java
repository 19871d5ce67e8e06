package io.embed4j.graph.train;

import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.model.KgeModel;

/**
 * All that a run carries from epoch to epoch: what a checkpoint holds. Random choices are not in
 * it: they are keyed by the seed and the epoch.
 */
final class TrainingState {
  final KgeModel model;
  final TableOptimizer entities;
  final TableOptimizer relations;
  final TableOptimizer shared;

  int epoch; // epochs done
  long step; // optimiser steps done
  double trainSeconds;
  double plateauFactor = 1;
  double plateauBest = Double.NEGATIVE_INFINITY;
  int plateauBad;
  double bestMrr = Double.NEGATIVE_INFINITY;
  int bestEpoch;
  int validationsSinceBest;
  boolean hasBest;
  KgeModel best; // valid if hasBest

  TrainingState(TrainConfig config, int entityCount, int relationCount) {
    model =
        KgeModel.zeros(
            config.model(), config.dim(), config.reciprocal(), entityCount, relationCount);
    entities = new TableOptimizer(config.optimizer(), model.entities());
    relations = new TableOptimizer(config.optimizer(), model.relations());
    shared = new TableOptimizer(config.optimizer(), model.shared());
    best = model;
  }

  /** Applies the gradients of a batch. */
  void update(Gradients gradients, double factor, Workers workers) {
    step++;
    entities.update(gradients.entities(), factor, step, workers);
    relations.update(gradients.relations(), factor, step, workers);
    shared.update(gradients.shared(), factor, step, workers);
  }

  /** Remembers the present parameters as the best so far. */
  void keepAsBest(double mrr) {
    bestMrr = mrr;
    bestEpoch = epoch;
    validationsSinceBest = 0;
    best = hasBest ? copyInto(best) : copy();
    hasBest = true;
  }

  /** Lowers the learning rate if the validations have stopped getting better. */
  void stepPlateau(double mrr, Schedule.Decay.Plateau plateau) {
    if (mrr > plateauBest) {
      plateauBest = mrr;
      plateauBad = 0;
    } else if (++plateauBad > plateau.patience()) {
      plateauFactor *= plateau.factor();
      plateauBad = 0;
    }
  }

  private KgeModel copy() {
    return new KgeModel(
        model.interaction(),
        model.dim(),
        model.reciprocal(),
        model.entities().copy(),
        model.relations().copy(),
        model.shared().copy());
  }

  private KgeModel copyInto(KgeModel target) {
    copyTable(model.entities(), target.entities());
    copyTable(model.relations(), target.relations());
    copyTable(model.shared(), target.shared());
    return target;
  }

  private static void copyTable(EmbeddingTable from, EmbeddingTable to) {
    System.arraycopy(from.data(), 0, to.data(), 0, from.data().length);
  }
}
