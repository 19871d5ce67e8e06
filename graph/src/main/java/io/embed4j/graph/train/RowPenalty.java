package io.embed4j.graph.train;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.table.Row;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.train.regularizer.Regularizer;
import java.util.Arrays;

/**
 * Adds the regulariser of a batch of grouped queries, weighted per triple: each triple of a query
 * charges its entity, its relation and one answer, and the batch takes the mean over its triples.
 */
final class RowPenalty {
  private final KgeModel model;
  private final Regularizer regularizer;
  private final int[] entityCounts;
  private final int[] relationCounts;

  RowPenalty(KgeModel model, Regularizer regularizer) {
    this.model = model;
    this.regularizer = regularizer;
    this.entityCounts = new int[model.entities().rows()];
    this.relationCounts = new int[model.relations().rows()];
  }

  /**
   * Adds the gradients and returns the mean penalty of a triple.
   *
   * @param q the query rows, for {@link Regularizer.Dura}
   */
  double addGradients(Queries queries, Answers answers, Matrix q, Matrix dq, Gradients gradients) {
    if (regularizer instanceof Regularizer.None) {
      return 0;
    }
    count(queries, answers);
    float share = 1f / answers.total();
    boolean complex = model.interaction().complex();
    double sum = 0;
    for (int e = 0; e < entityCounts.length; e++) {
      if (entityCounts[e] > 0) {
        Row dx = gradients.entities().row(e);
        sum +=
            regularizer.addGradient(model.entities().row(e), complex, entityCounts[e] * share, dx);
      }
    }
    if (regularizer instanceof Regularizer.Dura) {
      for (int i = 0; i < queries.size(); i++) {
        float weight = answers.count(i) * share;
        sum += regularizer.addGradient(row(q, i), complex, weight, row(dq, i));
      }
      return sum;
    }
    // phases and matrices are real even where entities are complex
    boolean complexRelations = complex && model.relations().width() == model.entities().width();
    for (int r = 0; r < relationCounts.length; r++) {
      if (relationCounts[r] > 0) {
        Row dx = gradients.relations().row(r);
        sum +=
            regularizer.addGradient(
                model.relations().row(r), complexRelations, relationCounts[r] * share, dx);
      }
    }
    return sum;
  }

  private void count(Queries queries, Answers answers) {
    Arrays.fill(entityCounts, 0);
    Arrays.fill(relationCounts, 0);
    for (int i = 0; i < queries.size(); i++) {
      entityCounts[queries.entity(i)] += answers.count(i);
      relationCounts[queries.relationRow(i)] += answers.count(i);
    }
    for (int p = 0; p < answers.total(); p++) {
      entityCounts[answers.entity(p)]++;
    }
  }

  private static Row row(Matrix m, int i) {
    return new Row(m.data(), m.offset() + i * m.rowStride(), m.columns());
  }
}
