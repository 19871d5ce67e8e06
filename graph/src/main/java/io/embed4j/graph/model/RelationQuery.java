package io.embed4j.graph.model;

import io.embed4j.core.table.Row;

/**
 * An interaction that can also ask for the relation: score(h, r, t) = q · r for every relation row
 * r. Needed by the auxiliary objective of Chen et al. 2021, "Relation prediction as an auxiliary
 * training objective".
 */
public interface RelationQuery extends Interaction {
  /** Computes q such that score(h, r, t) = q · r for every r. */
  void relationQuery(Row h, Row t, Row q);

  /** Carries the gradient of a relation query back to the head's and the tail's row. */
  void addRelationQueryGradient(Row h, Row t, Row dq, Row dh, Row dt);
}
