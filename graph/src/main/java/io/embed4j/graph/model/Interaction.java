package io.embed4j.graph.model;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.table.Row;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The interaction of a knowledge-graph embedding model: it folds two parts of a triple into a query
 * row and says how that row is compared with candidate rows.
 *
 * <ul>
 *   <li>Sign: a higher score means a more plausible triple; distances are negated.
 *   <li>Parameters: one row per entity, one row per relation, and for a few models one shared row.
 *       Complex rows hold all real parts, then all imaginary parts.
 *   <li>Operator: what a relation does to an entity, computed once per distinct relation and batch
 *       from the relation's row and the shared row; for most models the relation's row itself.
 *   <li>Gradients accumulate into {@code d…}; the caller clears them.
 *   <li>Purity: no state; inputs are never written. Implementations are records, so their
 *       hyperparameters are values.
 * </ul>
 */
public interface Interaction {
  /** Returns the floats of an entity row for embedding dimension {@code dim}. */
  int entityWidth(int dim);

  /** Returns the floats of a relation row. */
  int relationWidth(int dim);

  /** Returns the floats of the one shared row; 0 for most models. */
  default int sharedWidth(int dim) {
    return 0;
  }

  /** Returns the floats of an operator. */
  default int operatorWidth(int dim) {
    return relationWidth(dim);
  }

  /** Returns the floats of a query row and of a (projected) candidate row. */
  default int queryWidth(int dim) {
    return entityWidth(dim);
  }

  /** Returns how query rows are compared with candidate rows. */
  Comparison comparison();

  /** Returns whether entity rows are complex numbers; regularisers then take their moduli. */
  default boolean complex() {
    return false;
  }

  /** Computes the operator of a relation; the default copies the relation's row. */
  default void operator(Row r, Row shared, Row operator) {
    Rows.copy(r, operator);
  }

  /** Carries the gradient of an operator back to the relation's row and the shared row. */
  default void addOperatorGradient(Row r, Row shared, Row dOperator, Row dr, Row dShared) {
    Rows.addScaled(1, dOperator, dr);
  }

  /** Computes q such that score(h, r, t) = comparison(q, candidate t) for every t. */
  void tailQuery(Row h, Row operator, Row q);

  /** Computes q such that score(h, r, t) = comparison(q, candidate h) for every h. */
  void headQuery(Row operator, Row t, Row q);

  /** Carries the gradient of a tail query back to the head's row and the operator. */
  void addTailQueryGradient(Row h, Row operator, Row dq, Row dh, Row dOperator);

  /** Carries the gradient of a head query back to the operator and the tail's row. */
  void addHeadQueryGradient(Row operator, Row t, Row dq, Row dOperator, Row dt);

  /**
   * Returns whether candidates depend on the relation: then they are {@link #project projected}
   * before comparison.
   */
  default boolean projects() {
    return false;
  }

  /** Computes the candidate row of an entity under a relation; called only if {@link #projects}. */
  default void project(Row operator, Row entity, Row candidate) {
    throw new IllegalStateException(this + " does not project");
  }

  /** Carries the gradient of a candidate row back to the operator and the entity's row. */
  default void addProjectGradient(
      Row operator, Row entity, Row dCandidate, Row dOperator, Row dEntity) {
    throw new IllegalStateException(this + " does not project");
  }

  /** Projects many entities under one relation: row i of the candidates is that of entity i. */
  default void projectAll(Row operator, Matrix entities, Matrix candidates) {
    for (int i = 0; i < entities.rows(); i++) {
      project(operator, Rows.of(entities, i), Rows.of(candidates, i));
    }
  }

  /** Carries the gradients of many candidate rows back, as {@link #addProjectGradient} does. */
  default void addProjectAllGradient(
      Row operator, Matrix entities, Matrix dCandidates, Row dOperator, Matrix dEntities) {
    for (int i = 0; i < entities.rows(); i++) {
      Row dEntity = Rows.of(dEntities, i);
      addProjectGradient(
          operator, Rows.of(entities, i), Rows.of(dCandidates, i), dOperator, dEntity);
    }
  }

  /**
   * Overwrites the parts of randomly filled tables that need a structure, such as identity matrices
   * or phases; the default leaves all as {@link Initialization} has drawn it.
   */
  default void initialize(KgeModel model, SplittableRandom random) {}

  /**
   * Returns the hyperparameters by their keys in configuration and model files; {@link
   * Interactions#create} makes an equal interaction of them.
   */
  default Map<String, String> settings() {
    return Map.of();
  }
}
