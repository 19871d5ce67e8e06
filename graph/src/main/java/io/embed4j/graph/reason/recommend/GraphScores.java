package io.embed4j.graph.reason.recommend;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.evaluate.EntityCandidates;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.KgeModel;

/** The scores of (user, likes, item) that a model of the graph gives. */
final class GraphScores implements ItemScores {
  private final KgeModel model;
  private final Sizes sizes;
  private final Row operator;
  private final Candidates candidates;

  /** Prepares the entities as candidates; the model must not change afterwards. */
  GraphScores(KgeModel model, Sizes sizes, Workers workers) {
    this.model = model;
    this.sizes = sizes;
    int row = model.relationRow(Side.TAIL, RecommendationData.LIKES_ID);
    operator = model.operator(row);
    candidates = new EntityCandidates(model, workers).under(row);
  }

  @Override
  public void fill(int user, float[] scores) {
    fill(model.entities().row(sizes.items() + user), scores);
  }

  /** Fills in the scores of a user of whom only the vector is known. */
  void fill(Row user, float[] scores) {
    Row query = Row.of(new float[model.interaction().queryWidth(model.dim())]);
    model.interaction().tailQuery(user, operator, query);
    try (Workers single = Workers.single()) {
      candidates.score(
          Matrix.of(query.data(), 1, query.length()),
          0,
          Matrix.of(scores, 1, sizes.items()),
          single);
    }
  }

  /** Fills in the score that each user gives an item of which only the vector is known. */
  void fillUsers(Row item, float[] scores) {
    Row query = Row.of(new float[model.interaction().queryWidth(model.dim())]);
    for (int user = 0; user < sizes.users(); user++) {
      model.interaction().tailQuery(model.entities().row(sizes.items() + user), operator, query);
      scores[user] = model.interaction().comparison().score(query, item);
    }
  }
}
