package io.embed4j.graph.evaluate;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.core.table.Row;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;

/**
 * All entities of a model as candidates. For most models they are prepared once; those that project
 * prepare them anew whenever another relation is asked for, so ask relation by relation.
 *
 * <p>The parameters of the model must not change while this is in use. Not thread-safe; the
 * returned candidates are, until the next call.
 */
public final class EntityCandidates {
  private static final int PROJECTED_ROWS_PER_TASK = 256;
  private static final int NOTHING = -1;

  private final KgeModel model;
  private final Workers workers;
  private final Candidates candidates;
  private final EmbeddingTable projected; // of no rows if nothing projects
  private int preparedRow = NOTHING;

  /** Prepares nothing yet. */
  public EntityCandidates(KgeModel model, Workers workers) {
    this.model = model;
    this.workers = workers;
    this.candidates = new Candidates(model.interaction().comparison());
    int projectedRows = model.interaction().projects() ? model.entities().rows() : 0;
    this.projected =
        EmbeddingTable.zeros(projectedRows, model.interaction().queryWidth(model.dim()));
  }

  /** Returns all entities as candidates under a row of the relation table. */
  public Candidates under(int relationRow) {
    if (!model.interaction().projects()) {
      if (preparedRow == NOTHING) {
        candidates.prepare(rows(model.entities()), workers);
        preparedRow = relationRow;
      }
    } else if (preparedRow != relationRow) {
      project(model.operator(relationRow));
      candidates.prepare(rows(projected), workers);
      preparedRow = relationRow;
    }
    return candidates;
  }

  private void project(Row operator) {
    Interaction interaction = model.interaction();
    int entities = model.entities().rows();
    int tasks = (entities + PROJECTED_ROWS_PER_TASK - 1) / PROJECTED_ROWS_PER_TASK;
    workers.forEach(
        tasks,
        task -> {
          int from = task * PROJECTED_ROWS_PER_TASK;
          for (int i = from; i < Math.min(entities, from + PROJECTED_ROWS_PER_TASK); i++) {
            interaction.project(operator, model.entities().row(i), projected.row(i));
          }
        });
  }

  private static Matrix rows(EmbeddingTable table) {
    return Matrix.of(table.data(), table.rows(), table.width());
  }
}
