package io.embed4j.graph.evaluate;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.model.KgeModel;
import java.util.function.Supplier;

/**
 * Answers queries by a model, one at a time; {@link Evaluator} does the same for many, and faster.
 * Ask relation by relation: models that project prepare their candidates for each anew.
 */
public final class ModelScorer implements QueryScorer {
  private final KgeModel model;
  private final EntityCandidates candidates;
  private final Workers workers;

  private ModelScorer(KgeModel model, EntityCandidates candidates, Workers workers) {
    this.model = model;
    this.candidates = candidates;
    this.workers = workers;
  }

  /** Returns a maker of scorers for different threads, which share what they can. */
  public static Supplier<ModelScorer> of(KgeModel model, Workers workers) {
    if (model.interaction().projects()) {
      return () -> new ModelScorer(model, new EntityCandidates(model, workers), workers);
    }
    EntityCandidates shared = new EntityCandidates(model, workers);
    shared.under(0); // now, because only reading is thread-safe
    return () -> new ModelScorer(model, shared, workers);
  }

  @Override
  public void score(Side side, int entity, int relation, Row scores) {
    int relationRow = model.relationRow(side, relation);
    Row query = Row.of(new float[model.interaction().queryWidth(model.dim())]);
    model.query(side, entity, model.operator(relationRow), query);
    Matrix out = new Matrix(scores.data(), scores.offset(), 1, scores.length(), scores.length(), 1);
    candidates
        .under(relationRow)
        .score(Matrix.of(query.data(), 1, query.length()), 0, out, workers);
  }
}
