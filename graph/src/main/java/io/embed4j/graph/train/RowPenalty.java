package io.embed4j.graph.train;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.core.table.Row;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.train.regularizer.Regularizer;

/**
 * Adds the regulariser of a batch, weighted per triple: each triple charges its head, its relation
 * and its tail, and the batch takes the mean over its triples. A row that many triples use is
 * visited once, with their number.
 */
final class RowPenalty {
  private static final int ROWS_PER_TASK = 128;

  private final KgeModel model;
  private final Regularizer regularizer;
  private final Workers workers;
  private final RowCounts entities;
  private final RowCounts relations;

  RowPenalty(KgeModel model, Regularizer regularizer, Workers workers) {
    this.model = model;
    this.regularizer = regularizer;
    this.workers = workers;
    this.entities = new RowCounts(model.entities().rows());
    this.relations = new RowCounts(model.relations().rows());
  }

  boolean isOff() {
    return regularizer instanceof Regularizer.None;
  }

  void chargeEntity(int entity, int triples) {
    entities.add(entity, triples);
  }

  void chargeRelation(int relationRow, int triples) {
    relations.add(relationRow, triples);
  }

  /**
   * Adds the gradients of everything charged, forgets it, and returns the mean penalty of a triple.
   *
   * @param triples of the batch
   */
  double addGradients(int triples, Gradients gradients) {
    boolean complex = model.interaction().complex();
    // phases and matrices are real even where entities are complex
    boolean complexRelations = complex && model.relations().width() == model.entities().width();
    double sum = addGradients(entities, model.entities(), complex, triples, gradients.entities());
    if (!(regularizer instanceof Regularizer.Dura)) {
      sum +=
          addGradients(
              relations, model.relations(), complexRelations, triples, gradients.relations());
    }
    entities.clear();
    relations.clear();
    return sum;
  }

  private double addGradients(
      RowCounts charged, EmbeddingTable table, boolean complex, int triples, RowGradients into) {
    for (int i = 0; i < charged.size(); i++) {
      into.slot(charged.row(i)); // all slots exist before threads write to them
    }
    double[] sums = new double[(charged.size() + ROWS_PER_TASK - 1) / ROWS_PER_TASK];
    workers.forEach(
        sums.length,
        task -> {
          int end = Math.min(charged.size(), (task + 1) * ROWS_PER_TASK);
          for (int i = task * ROWS_PER_TASK; i < end; i++) {
            float share = (float) charged.count(i) / triples;
            Row x = table.row(charged.row(i));
            sums[task] += regularizer.addGradient(x, complex, share, into.row(charged.row(i)));
          }
        });
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum;
  }

  /**
   * The part of {@link Regularizer.Dura} that is charged to a query row with some answers; others
   * charge nothing.
   */
  double addQueryGradient(Matrix q, int i, float share, Matrix dq) {
    if (!(regularizer instanceof Regularizer.Dura)) {
      return 0;
    }
    return regularizer.addGradient(row(q, i), false, share, row(dq, i));
  }

  private static Row row(Matrix m, int i) {
    return new Row(m.data(), m.offset() + i * m.rowStride(), m.columns());
  }
}
