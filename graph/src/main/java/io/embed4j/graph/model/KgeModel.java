package io.embed4j.graph.model;

import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.Side;
import java.util.Arrays;

/**
 * The parameters of a trained or training model. Thread-safe for reading.
 *
 * <p>With reciprocal relations (Lacroix et al. 2018) the relation table has 2 R rows: row R + r is
 * the inverse of r, and (?, r, t) is asked as (t, R + r, ?).
 *
 * @param interaction the formula
 * @param dim embedding dimension
 * @param reciprocal whether each relation has a second row for its inverse
 * @param entities one row per entity
 * @param relations one row per relation, two if {@code reciprocal}
 * @param shared one row, of width 0 for most models
 */
public record KgeModel(
    Interaction interaction,
    int dim,
    boolean reciprocal,
    EmbeddingTable entities,
    EmbeddingTable relations,
    EmbeddingTable shared) {

  /** Returns a model of zeros. */
  public static KgeModel zeros(
      Interaction interaction, int dim, boolean reciprocal, int entities, int relations) {
    return new KgeModel(
        interaction,
        dim,
        reciprocal,
        EmbeddingTable.zeros(entities, interaction.entityWidth(dim)),
        EmbeddingTable.zeros(
            reciprocal ? 2 * relations : relations, interaction.relationWidth(dim)),
        EmbeddingTable.zeros(1, interaction.sharedWidth(dim)));
  }

  /** Returns a text that differs, but for chance, if any parameter differs. */
  public String fingerprint() {
    return "%08x%08x%08x"
        .formatted(
            Arrays.hashCode(entities.data()),
            Arrays.hashCode(relations.data()),
            Arrays.hashCode(shared.data()));
  }

  /** Returns the number of relations of the graph, inverses not counted. */
  public int relationCount() {
    return reciprocal ? relations.rows() / 2 : relations.rows();
  }

  /** Returns the row of the relation table that answers a query of this side. */
  public int relationRow(Side side, int relation) {
    return reciprocal && side == Side.HEAD ? relationCount() + relation : relation;
  }

  /** Returns a new row that holds the operator of a row of the relation table. */
  public Row operator(int relationRow) {
    Row operator = Row.of(new float[interaction.operatorWidth(dim)]);
    interaction.operator(relations.row(relationRow), shared.row(0), operator);
    return operator;
  }

  /**
   * Computes the query row of (entity, r, ?) or (?, r, entity), given the operator of {@link
   * #relationRow}.
   */
  public void query(Side side, int entity, Row operator, Row q) {
    if (side == Side.TAIL || reciprocal) {
      interaction.tailQuery(entities.row(entity), operator, q);
    } else {
      interaction.headQuery(operator, entities.row(entity), q);
    }
  }
}
