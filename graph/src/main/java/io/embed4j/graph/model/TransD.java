package io.embed4j.graph.model;

import io.embed4j.core.table.Row;
import java.util.Map;

/**
 * TransD: a translation after a projection made of an entity's and a relation's own vector.
 *
 * <pre>  score(h, r, t) = −‖h⊥ + r − t⊥‖²,   e⊥ = (rₚ eₚᵀ + I) e = I e + (eₚ · e) rₚ</pre>
 *
 * <p>Ji, He, Xu, Liu, Zhao: Knowledge Graph Embedding via Dynamic Mapping Matrix, ACL 2015, eq.
 * 11–14. I is relationDim × dim with ones on the main diagonal: it cuts e or pads it with zeros. An
 * entity row holds [e | eₚ], a relation row [r | rₚ]; queries and candidates have relationDim
 * floats. The norm constraints of the paper are left out. O(dim + relationDim).
 *
 * @param norm SQUARED_L2 as published, L2 or L1
 * @param relationDim dimension of the relation's space
 */
public record TransD(Comparison norm, int relationDim) implements Interaction {
  public TransD {
    Rules.requireRealDistance(norm);
    Rules.requireRelationDim(relationDim);
  }

  @Override
  public int entityWidth(int dim) {
    return 2 * dim;
  }

  @Override
  public int relationWidth(int dim) {
    return 2 * relationDim;
  }

  @Override
  public int queryWidth(int dim) {
    return relationDim;
  }

  @Override
  public Comparison comparison() {
    return norm;
  }

  @Override
  public void tailQuery(Row h, Row operator, Row q) {
    project(operator, h, q); // q = h⊥ + r
    Rows.addScaled(1, vector(operator), q);
  }

  @Override
  public void headQuery(Row operator, Row t, Row q) {
    project(operator, t, q); // q = t⊥ − r
    Rows.addScaled(-1, vector(operator), q);
  }

  @Override
  public void addTailQueryGradient(Row h, Row operator, Row dq, Row dh, Row dOperator) {
    addProjectGradient(operator, h, dq, dOperator, dh);
    Rows.addScaled(1, dq, vector(dOperator)); // dq/dr = 1
  }

  @Override
  public void addHeadQueryGradient(Row operator, Row t, Row dq, Row dOperator, Row dt) {
    addProjectGradient(operator, t, dq, dOperator, dt);
    Rows.addScaled(-1, dq, vector(dOperator)); // dq/dr = −1
  }

  @Override
  public boolean projects() {
    return true;
  }

  @Override
  public void project(Row operator, Row entity, Row candidate) {
    Row e = vector(entity);
    int common = Math.min(e.length(), relationDim);
    Rows.copy(e, candidate.slice(0, common)); // I e
    Rows.clear(candidate.slice(common, relationDim));
    float along = Rows.dot(projection(entity), e);
    Rows.addScaled(along, projection(operator), candidate); // + (eₚ · e) rₚ
  }

  @Override
  public void addProjectGradient(
      Row operator, Row entity, Row dCandidate, Row dOperator, Row dEntity) {
    Row e = vector(entity);
    Row ep = projection(entity);
    int common = Math.min(e.length(), relationDim);
    float dAlong = Rows.dot(dCandidate, projection(operator));
    Rows.addScaled(1, dCandidate.slice(0, common), vector(dEntity).slice(0, common)); // de = Iᵀ dc
    Rows.addScaled(dAlong, ep, vector(dEntity)); //                                 + (dc · rₚ) eₚ
    Rows.addScaled(dAlong, e, projection(dEntity)); // deₚ = (dc · rₚ) e
    Rows.addScaled(Rows.dot(ep, e), dCandidate, projection(dOperator)); // drₚ = (eₚ · e) dc
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        ModelSettings.NORM, norm.key(), ModelSettings.RELATION_DIM, Integer.toString(relationDim));
  }

  private static Row vector(Row row) {
    return row.slice(0, row.length() / 2);
  }

  private static Row projection(Row row) {
    return row.slice(row.length() / 2, row.length());
  }
}
