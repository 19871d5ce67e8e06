package io.embed4j.graph.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.TripleOracle;
import io.embed4j.graph.model.TripleOracle.Parts;
import io.embed4j.graph.train.regularizer.Regularizer;

/**
 * The gradient of a batch, triple by triple and score by score, in the plainest order: what every
 * objective must equal, however it groups, shares and multiplies.
 */
final class BatchOracle {
  private static final double TOLERANCE = 1e-4;

  private final KgeModel model;
  private final KgeModel gradient;

  BatchOracle(KgeModel model) {
    this.model = model;
    this.gradient =
        new KgeModel(
            model.interaction(),
            model.dim(),
            model.reciprocal(),
            zeros(model.entities()),
            zeros(model.relations()),
            zeros(model.shared()));
  }

  private static EmbeddingTable zeros(EmbeddingTable table) {
    return EmbeddingTable.zeros(table.rows(), table.width());
  }

  /** A query (entity, relation, ?) or (?, relation, entity). */
  record Query(Side side, int entity, int relation) {}

  private boolean asksTail(Query query) {
    return model.reciprocal() || query.side() == Side.TAIL;
  }

  private Parts parts(KgeModel of, Query query, int candidate) {
    Row known = of.entities().row(query.entity());
    Row asked = of.entities().row(candidate);
    Row relation = of.relations().row(model.relationRow(query.side(), query.relation()));
    return asksTail(query)
        ? new Parts(known, relation, asked, of.shared().row(0))
        : new Parts(asked, relation, known, of.shared().row(0));
  }

  /** Returns the score of an entity as the answer of a query. */
  double score(Query query, int candidate) {
    Parts parts = parts(model, query, candidate);
    Interaction interaction = model.interaction();
    return asksTail(query)
        ? TripleOracle.tailScore(interaction, model.dim(), parts)
        : TripleOracle.headScore(interaction, model.dim(), parts);
  }

  /** Returns the scores of all entities. */
  double[] scores(Query query) {
    double[] scores = new double[model.entities().rows()];
    for (int j = 0; j < scores.length; j++) {
      scores[j] = score(query, j);
    }
    return scores;
  }

  /** Adds the gradient of {@code dScore} times a score. */
  void addGradient(Query query, int candidate, double dScore) {
    Parts x = parts(model, query, candidate);
    Parts dx = parts(gradient, query, candidate);
    if (asksTail(query)) {
      TripleOracle.addTailGradient(model.interaction(), model.dim(), x, (float) dScore, dx);
    } else {
      TripleOracle.addHeadGradient(model.interaction(), model.dim(), x, (float) dScore, dx);
    }
  }

  /** Adds {@code share} times the penalty of one triple, asked as a query, and returns it. */
  double addPenalty(Query query, int answer, Regularizer regularizer, double share) {
    int relation = model.relationRow(query.side(), query.relation());
    boolean complex = model.interaction().complex();
    float s = (float) share;
    double sum = 0;
    for (int e : new int[] {query.entity(), answer}) {
      sum +=
          regularizer.addGradient(model.entities().row(e), complex, s, gradient.entities().row(e));
    }
    if (!(regularizer instanceof Regularizer.Dura)) {
      boolean complexRelation = complex && model.relations().width() == model.entities().width();
      Row r = model.relations().row(relation);
      Row dr = gradient.relations().row(relation);
      return sum + regularizer.addGradient(r, complexRelation, s, dr);
    }
    return sum + addQueryPenalty(query, regularizer, s);
  }

  private double addQueryPenalty(Query query, Regularizer regularizer, float share) {
    Interaction interaction = model.interaction();
    int relation = model.relationRow(query.side(), query.relation());
    Row entity = model.entities().row(query.entity());
    Row dEntity = gradient.entities().row(query.entity());
    Row operator = model.operator(relation);
    Row dOperator = Row.of(new float[operator.length()]);
    Row q = Row.of(new float[interaction.queryWidth(model.dim())]);
    Row dq = Row.of(new float[q.length()]);
    model.query(query.side(), query.entity(), operator, q);
    double penalty = regularizer.addGradient(q, false, share, dq);
    if (asksTail(query)) {
      interaction.addTailQueryGradient(entity, operator, dq, dEntity, dOperator);
    } else {
      interaction.addHeadQueryGradient(operator, entity, dq, dOperator, dEntity);
    }
    interaction.addOperatorGradient(
        model.relations().row(relation),
        model.shared().row(0),
        dOperator,
        gradient.relations().row(relation),
        gradient.shared().row(0));
    return penalty;
  }

  /** Moves the model by the gradient so far. */
  void descend(float rate) {
    descend(model.entities(), gradient.entities(), rate);
    descend(model.relations(), gradient.relations(), rate);
  }

  private static void descend(EmbeddingTable x, EmbeddingTable dx, float rate) {
    for (int i = 0; i < x.data().length; i++) {
      x.data()[i] -= rate * dx.data()[i];
    }
  }

  /** Checks the gradients of all three tables. */
  void assertEquals(Gradients actual, String name) {
    assertEquals(actual.entities(), gradient.entities(), name + ", entity");
    assertEquals(actual.relations(), gradient.relations(), name + ", relation");
    assertEquals(actual.shared(), gradient.shared(), name + ", shared");
  }

  private static void assertEquals(RowGradients actual, EmbeddingTable expected, String name) {
    double scale = 1e-3;
    for (float x : expected.data()) {
      scale = Math.max(scale, Math.abs(x));
    }
    for (int i = 0; i < expected.rows(); i++) {
      Row row = actual.row(i);
      for (int k = 0; k < expected.width(); k++) {
        float expect = expected.row(i).at(k);
        if (!(Math.abs(row.at(k) - expect) <= TOLERANCE * scale)) { // message made only if needed
          fail("%s %d[%d]: expected %s, found %s", name, i, k, expect, row.at(k));
        }
      }
    }
  }

  static void assertClose(double actual, double expected, String name) {
    assertThat(Math.abs(actual - expected))
        .as("%s: expected %s, found %s", name, expected, actual)
        .isLessThanOrEqualTo(TOLERANCE * (1 + Math.abs(expected)));
  }
}
