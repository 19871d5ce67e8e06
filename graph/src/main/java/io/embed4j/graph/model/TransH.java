package io.embed4j.graph.model;

import io.embed4j.core.table.Row;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * TransH: a translation on a hyperplane of the relation.
 *
 * <pre>  score(h, r, t) = −‖h⊥ + d − t⊥‖²,   e⊥ = e − (w · e) w,   ‖w‖ = 1</pre>
 *
 * <p>Wang, Zhang, Feng, Chen: Knowledge Graph Embedding by Translating on Hyperplanes, AAAI 2014,
 * section 4. A relation row holds [d | w]; the operator holds [d | w / ‖w‖], so the constraint on w
 * holds by construction instead of by renormalisation after each step. A row with w = 0 does not
 * project. The soft constraint that d lies in the hyperplane is left out. Queries and candidates
 * are projected rows. O(dim).
 *
 * @param norm SQUARED_L2 as published, L2 or L1
 */
public record TransH(Comparison norm) implements Interaction {
  public TransH {
    Rules.requireRealDistance(norm);
  }

  @Override
  public int entityWidth(int dim) {
    return dim;
  }

  @Override
  public int relationWidth(int dim) {
    return 2 * dim;
  }

  @Override
  public Comparison comparison() {
    return norm;
  }

  @Override
  public void operator(Row r, Row shared, Row operator) {
    Rows.copy(translation(r), translation(operator));
    Row w = normal(r);
    float length = length(w);
    Rows.copy(w, normal(operator));
    Rows.scale(length == 0 ? 0 : 1 / length, normal(operator));
  }

  @Override
  public void addOperatorGradient(Row r, Row shared, Row dOperator, Row dr, Row dShared) {
    Rows.addScaled(1, translation(dOperator), translation(dr));
    Row w = normal(r);
    Row dUnit = normal(dOperator);
    float length = length(w);
    if (length > 0) { // dw = (du − (u · du) u) / ‖w‖ with u = w / ‖w‖
      Rows.addScaled(1 / length, dUnit, normal(dr));
      Rows.addScaled(-Rows.dot(w, dUnit) / (length * length * length), w, normal(dr));
    }
  }

  @Override
  public void tailQuery(Row h, Row operator, Row q) {
    project(operator, h, q); // q = h⊥ + d
    Rows.addScaled(1, translation(operator), q);
  }

  @Override
  public void headQuery(Row operator, Row t, Row q) {
    project(operator, t, q); // q = t⊥ − d
    Rows.addScaled(-1, translation(operator), q);
  }

  @Override
  public void addTailQueryGradient(Row h, Row operator, Row dq, Row dh, Row dOperator) {
    addProjectGradient(operator, h, dq, dOperator, dh);
    Rows.addScaled(1, dq, translation(dOperator)); // dq/dd = 1
  }

  @Override
  public void addHeadQueryGradient(Row operator, Row t, Row dq, Row dOperator, Row dt) {
    addProjectGradient(operator, t, dq, dOperator, dt);
    Rows.addScaled(-1, dq, translation(dOperator)); // dq/dd = −1
  }

  @Override
  public boolean projects() {
    return true;
  }

  @Override
  public void project(Row operator, Row entity, Row candidate) {
    Row w = normal(operator);
    Rows.copy(entity, candidate); // e⊥ = e − (w · e) w
    Rows.addScaled(-Rows.dot(w, entity), w, candidate);
  }

  @Override
  public void addProjectGradient(
      Row operator, Row entity, Row dCandidate, Row dOperator, Row dEntity) {
    Row w = normal(operator);
    float along = Rows.dot(w, dCandidate);
    Rows.addScaled(1, dCandidate, dEntity); // de = de⊥ − (w · de⊥) w
    Rows.addScaled(-along, w, dEntity);
    Rows.addScaled(-Rows.dot(w, entity), dCandidate, normal(dOperator)); // dw = −(w · e) de⊥
    Rows.addScaled(-along, entity, normal(dOperator)); //                     − (w · de⊥) e
  }

  /** Draws the normals as random directions of length about 1, whatever the scale of the rest. */
  @Override
  public void initialize(KgeModel model, SplittableRandom random) {
    for (int r = 0; r < model.relations().rows(); r++) {
      double deviation = 1 / Math.sqrt(model.dim());
      Initialization.fillNormal(normal(model.relations().row(r)), deviation, random);
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(ModelSettings.NORM, norm.key());
  }

  private static Row translation(Row r) {
    return r.slice(0, r.length() / 2);
  }

  private static Row normal(Row r) {
    return r.slice(r.length() / 2, r.length());
  }

  private static float length(Row w) {
    return (float) Math.sqrt(Rows.dot(w, w));
  }
}
