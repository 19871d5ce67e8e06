package io.embed4j.graph.reason.recommend;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import java.util.Arrays;
import java.util.List;

/**
 * A vector for a user or an item that the model was not trained with, from what is said of it; all
 * other vectors stay as they are.
 *
 * <pre>
 *   minimise over x   − Σ log softmax over candidates of score(x, r, ·) at t,   facts (x, r, t)
 * </pre>
 *
 * <p>That is the loss of training with every candidate as a negative, and a penalty λ / 2 ‖x‖² for
 * each fact. Steps of Adagrad (Duchi et al. 2011) from zero, so equal facts give equal bits.
 * O(steps · candidates · width).
 */
final class FoldIn {
  private static final int STEPS = 200;
  private static final float RATE = 0.5f;
  private static final float EPSILON = 1e-8f;
  private static final float PENALTY = 0.05f;

  private final KgeModel model;

  FoldIn(KgeModel model) {
    this.model = model;
  }

  /**
   * What is said of the new entity under one relation.
   *
   * @param relation the relation
   * @param tails entities that it leads to; repeated ones count as often
   * @param candidates how many entities, from the first, compete with them
   */
  record Facts(int relation, int[] tails, int candidates) {}

  /** Returns the vector. */
  Row vector(List<Facts> all) {
    int width = model.interaction().entityWidth(model.dim());
    float[] x = new float[width];
    float[] dx = new float[width];
    float[] squares = new float[width];
    for (int step = 0; step < STEPS; step++) {
      Arrays.fill(dx, 0);
      int count = 0;
      for (Facts facts : all) {
        addGradient(facts, Row.of(x), Row.of(dx));
        count += facts.tails().length;
      }
      Vectors.scaleInPlace(1f / count, dx, 0, width);
      Vectors.addScaled(PENALTY, x, 0, dx, 0, width);
      Vectors.adagrad(x, squares, 0, dx, 0, width, RATE, EPSILON);
    }
    return Row.of(x);
  }

  private void addGradient(Facts facts, Row x, Row dx) {
    Interaction interaction = model.interaction();
    Comparison comparison = interaction.comparison();
    EmbeddingTable entities = model.entities();
    Row operator = model.operator(model.relationRow(Side.TAIL, facts.relation()));
    Row dOperator = zeros(operator.length());
    Row q = zeros(interaction.queryWidth(model.dim()));
    Row dq = zeros(q.length());
    Row unused = zeros(q.length());
    interaction.tailQuery(x, operator, q);
    float[] share = new float[facts.candidates()];
    for (int c = 0; c < share.length; c++) {
      share[c] = comparison.score(q, entities.row(c));
    }
    Vectors.softmaxInPlace(share, 0, share.length);
    Vectors.scaleInPlace(facts.tails().length, share, 0, share.length);
    for (int tail : facts.tails()) {
      share[tail]--; // d(−log softmax) / d score
    }
    for (int c = 0; c < share.length; c++) {
      comparison.addGradient(q, entities.row(c), share[c], dq, unused);
    }
    interaction.addTailQueryGradient(x, operator, dq, dx, dOperator);
  }

  private static Row zeros(int length) {
    return Row.of(new float[length]);
  }
}
