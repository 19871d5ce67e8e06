package io.embed4j.graph.reason.explain;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import java.util.ArrayList;
import java.util.List;

/**
 * How much a fact's score rests on a training triple, to first order: if the step that raised the
 * triple's score, θ += η ∇score(triple), were undone, the fact's score would change by −η
 * ∇score(fact) · ∇score(triple). After CRIAGE (Pezeshkpour, Tian, Singh: Investigating Robustness
 * and Interpretability of Link Prediction via Adversarial Modifications, NAACL 2019) and Gradient
 * Rollback (Lawrence, Sztyler, Niepert, AAAI 2021), without Hessian or log of training. Parameters
 * that all triples share are left out.
 */
public final class Influence {
  private final KgeModel model;
  private final List<Part> fact;
  private final double unit;

  /** The gradient of a score with respect to one row. */
  private record Part(boolean isRelation, int id, Row gradient) {}

  /** Prepares to ask about one fact. */
  public Influence(KgeModel model, int head, int relation, int tail) {
    this.model = model;
    this.fact = gradient(Side.TAIL, head, relation, tail);
    this.unit = Math.max(Float.MIN_NORMAL, product(fact, fact));
  }

  /**
   * Returns the change of the fact's score if the step of a triple were undone, in units of what
   * undoing a step of the fact itself would change: −1 for the fact itself if its relation has no
   * reciprocal, 0 for a triple that has nothing to do with it.
   */
  public double change(int head, int relation, int tail) {
    double product = product(fact, gradient(Side.TAIL, head, relation, tail));
    if (model.reciprocal()) { // trained as two triples
      product += product(fact, gradient(Side.HEAD, head, relation, tail));
    }
    return -product / unit;
  }

  private static double product(List<Part> a, List<Part> b) {
    double sum = 0;
    for (Part x : a) {
      for (Part y : b) {
        if (x.isRelation() == y.isRelation() && x.id() == y.id()) {
          Row p = x.gradient();
          Row q = y.gradient();
          sum += Vectors.dot(p.data(), p.offset(), q.data(), q.offset(), p.length());
        }
      }
    }
    return sum;
  }

  private List<Part> gradient(Side side, int head, int relation, int tail) {
    Interaction formula = model.interaction();
    int dim = model.dim();
    int relationRow = model.relationRow(side, relation);
    int known = side == Side.TAIL ? head : tail;
    int asked = side == Side.TAIL ? tail : head;
    Row operator = model.operator(relationRow);
    Row query = zeros(formula.queryWidth(dim));
    model.query(side, known, operator, query);
    Row candidate = model.entities().row(asked);
    if (formula.projects()) {
      candidate = zeros(formula.queryWidth(dim));
      formula.project(operator, model.entities().row(asked), candidate);
    }
    Row dQuery = zeros(query.length());
    Row dCandidate = zeros(candidate.length());
    formula.comparison().addGradient(query, candidate, 1, dQuery, dCandidate);
    Row dOperator = zeros(operator.length());
    Row dKnown = zeros(model.entities().width());
    if (side == Side.TAIL || model.reciprocal()) {
      formula.addTailQueryGradient(
          model.entities().row(known), operator, dQuery, dKnown, dOperator);
    } else {
      formula.addHeadQueryGradient(
          operator, model.entities().row(known), dQuery, dOperator, dKnown);
    }
    Row dAsked = dCandidate;
    if (formula.projects()) {
      dAsked = zeros(model.entities().width());
      formula.addProjectGradient(
          operator, model.entities().row(asked), dCandidate, dOperator, dAsked);
    }
    Row dRelation = zeros(model.relations().width());
    Row dShared = zeros(model.shared().width());
    formula.addOperatorGradient(
        model.relations().row(relationRow), model.shared().row(0), dOperator, dRelation, dShared);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(false, known, dKnown));
    parts.add(new Part(false, asked, dAsked));
    parts.add(new Part(true, relationRow, dRelation));
    return parts;
  }

  private static Row zeros(int length) {
    return Row.of(new float[length]);
  }
}
