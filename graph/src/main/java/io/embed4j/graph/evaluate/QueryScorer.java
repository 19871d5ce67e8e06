package io.embed4j.graph.evaluate;

import io.embed4j.core.table.Row;
import io.embed4j.graph.data.Side;

/**
 * Scores all entities as answers to one query: for whatever is no {@link
 * io.embed4j.graph.model.KgeModel}. One thread uses one object.
 */
public interface QueryScorer {
  /**
   * Overwrites the scores of all entities; a higher one is more plausible, equal ones are ties.
   *
   * @param entity the known entity: the head if tails are asked for
   */
  void score(Side side, int entity, int relation, Row scores);
}
