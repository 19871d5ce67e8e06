package io.embed4j.graph.train;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.run.Schedule;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.model.KgeModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The live form of a {@link Snapshot}. */
final class TrainingState {
  private static final double NONE_YET = -1; // below every MRR, and a number that JSON can hold

  final KgeModel model;
  private final TableOptimizer entities;
  private final TableOptimizer relations;
  private final TableOptimizer shared;

  int epoch; // epochs done
  int batch; // batches done of the next epoch
  long step; // optimiser steps done
  double epochLoss; // sums over the triples of the unfinished epoch
  double epochPenalty;
  long epochTriples;
  double epochSeconds;
  double trainSeconds;
  double plateauFactor = 1;
  double plateauBest = NONE_YET;
  int plateauBad;
  boolean hasBest;
  double bestMrr = NONE_YET;
  int bestEpoch;
  int validationsSinceBest;
  KgeModel best; // apart from the model itself only if hasBest

  TrainingState(TrainConfig config, int entityCount, int relationCount) {
    model =
        KgeModel.zeros(
            config.model(), config.dim(), config.reciprocal(), entityCount, relationCount);
    entities = new TableOptimizer(config.optimizer(), model.entities());
    relations = new TableOptimizer(config.optimizer(), model.relations());
    shared = new TableOptimizer(config.optimizer(), model.shared());
    best = model;
  }

  /** Returns whether no step was done yet. */
  boolean isFresh() {
    return step == 0;
  }

  /** Applies the gradients of a batch. */
  void update(Gradients gradients, double factor, Workers workers) {
    step++;
    entities.update(gradients.entities(), factor, step, workers);
    relations.update(gradients.relations(), factor, step, workers);
    shared.update(gradients.shared(), factor, step, workers);
  }

  void startEpoch() {
    batch = 0;
    epochLoss = 0;
    epochPenalty = 0;
    epochTriples = 0;
    epochSeconds = 0;
  }

  /** Remembers the present parameters as the best so far. */
  void keepAsBest(double mrr) {
    bestMrr = mrr;
    bestEpoch = epoch;
    validationsSinceBest = 0;
    if (!hasBest) {
      best = copyOfModel();
      hasBest = true;
    } else {
      copy(model.entities(), best.entities());
      copy(model.relations(), best.relations());
      copy(model.shared(), best.shared());
    }
  }

  private KgeModel copyOfModel() {
    return new KgeModel(
        model.interaction(),
        model.dim(),
        model.reciprocal(),
        model.entities().copy(),
        model.relations().copy(),
        model.shared().copy());
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

  Snapshot snapshot() {
    return new Snapshot(
        new Snapshot.Counters(
            epoch,
            batch,
            step,
            epochLoss,
            epochPenalty,
            epochTriples,
            epochSeconds,
            trainSeconds,
            plateauFactor,
            plateauBest,
            plateauBad,
            hasBest,
            bestMrr,
            bestEpoch,
            validationsSinceBest),
        tables());
  }

  /** Takes over a snapshot, copying its tables. */
  void restore(Snapshot snapshot) {
    Snapshot.Counters counters = snapshot.counters();
    epoch = counters.epoch();
    batch = counters.batch();
    step = counters.step();
    epochLoss = counters.epochLoss();
    epochPenalty = counters.epochPenalty();
    epochTriples = counters.epochTriples();
    epochSeconds = counters.epochSeconds();
    trainSeconds = counters.trainSeconds();
    plateauFactor = counters.plateauFactor();
    plateauBest = counters.plateauBest();
    plateauBad = counters.plateauBad();
    if (counters.hasBest() && !hasBest) {
      best = copyOfModel();
    }
    hasBest = counters.hasBest();
    bestMrr = counters.bestMrr();
    bestEpoch = counters.bestEpoch();
    validationsSinceBest = counters.validationsSinceBest();
    tables().forEach((name, table) -> copy(saved(snapshot, name, table), table));
  }

  private static EmbeddingTable saved(Snapshot snapshot, String name, EmbeddingTable like) {
    EmbeddingTable table = snapshot.tables().get(name);
    if (table == null || table.rows() != like.rows() || table.width() != like.width()) {
      throw new ModelFormatException(
          "table "
              + name
              + " must be "
              + like.rows()
              + " x "
              + like.width()
              + ", but the snapshot has "
              + (table == null ? "none" : table.rows() + " x " + table.width()));
    }
    return table;
  }

  private Map<String, EmbeddingTable> tables() {
    Map<String, EmbeddingTable> tables = new LinkedHashMap<>();
    put(tables, "", model);
    putState(tables, "entities", entities);
    putState(tables, "relations", relations);
    putState(tables, "shared", shared);
    if (hasBest) {
      put(tables, "best.", best);
    }
    return tables;
  }

  private static void put(Map<String, EmbeddingTable> tables, String prefix, KgeModel model) {
    tables.put(prefix + "entities", model.entities());
    tables.put(prefix + "relations", model.relations());
    tables.put(prefix + "shared", model.shared());
  }

  private static void putState(
      Map<String, EmbeddingTable> tables, String name, TableOptimizer optimizer) {
    List<EmbeddingTable> state = optimizer.state();
    for (int i = 0; i < state.size(); i++) {
      tables.put(name + ".state." + i, state.get(i));
    }
  }

  private static void copy(EmbeddingTable from, EmbeddingTable to) {
    System.arraycopy(from.data(), 0, to.data(), 0, from.data().length);
  }
}
