package io.embed4j.graph.train;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The queries of one batch: folded into query rows before scoring, and their gradients unfolded
 * after it. Queries are grouped by the row of the relation table, so that each operator is computed
 * once and each group is one thread's work; sums run in the order of the batch, whatever the number
 * of threads.
 */
final class Queries {
  private final KgeModel model;
  private final Dropout dropout;
  private final long seed;

  private int size;
  private Side[] sides = new Side[0];
  private int[] entities = new int[0];
  private int[] relationRows = new int[0];
  private long[] order =
      new long[0]; // relation row in the high half, position in the low one: sorted, so grouped
  private int[] groupStarts = new int[1];
  private int groups;
  private float[] operators = new float[0];
  private float[] dOperators = new float[0];
  private float[] rows = new float[0];
  private float[] dRows = new float[0];
  private float[] dEntities = new float[0];
  private long maskKey;

  Queries(KgeModel model, Dropout dropout, long seed) {
    this.model = model;
    this.dropout = dropout;
    this.seed = seed;
  }

  /** Starts a batch; its number keys the dropout masks. */
  void start(long batchKey) {
    size = 0;
    maskKey = batchKey;
  }

  /** Adds a query (entity, relation, ?) or (?, relation, entity). */
  void add(Side side, int entity, int relation) {
    if (size == entities.length) {
      int capacity = Math.max(64, 2 * size);
      sides = Arrays.copyOf(sides, capacity);
      entities = Arrays.copyOf(entities, capacity);
      relationRows = Arrays.copyOf(relationRows, capacity);
      order = Arrays.copyOf(order, capacity);
    }
    sides[size] = side;
    entities[size] = entity;
    relationRows[size] = model.relationRow(side, relation);
    order[size] = ((long) relationRows[size] << 32) | size;
    size++;
  }

  int size() {
    return size;
  }

  int entity(int i) {
    return entities[i];
  }

  int relationRow(int i) {
    return relationRows[i];
  }

  /** Computes all query rows: size × query width. */
  Matrix fold(Workers workers) {
    group();
    Interaction interaction = model.interaction();
    int operatorWidth = interaction.operatorWidth(model.dim());
    int queryWidth = interaction.queryWidth(model.dim());
    operators = grown(operators, groups * operatorWidth);
    rows = grown(rows, size * queryWidth);
    workers.forEach(
        groups,
        g -> {
          Row operator = new Row(operators, g * operatorWidth, operatorWidth);
          int relationRow = (int) (order[groupStarts[g]] >>> 32);
          interaction.operator(model.relations().row(relationRow), model.shared().row(0), operator);
          for (int p = groupStarts[g]; p < groupStarts[g + 1]; p++) {
            int i = (int) order[p];
            Row q = new Row(rows, i * queryWidth, queryWidth);
            Row entity = model.entities().row(entities[i]);
            if (dropout.isOn()) {
              Masks masks = masks(i, entity.length(), operatorWidth);
              foldOne(i, masks.entity(entity), masks.relation(operator), q);
            } else {
              foldOne(i, entity, operator, q);
            }
          }
        });
    return Matrix.of(rows, size, queryWidth);
  }

  private void foldOne(int i, Row entity, Row operator, Row q) {
    if (asksTail(i)) {
      model.interaction().tailQuery(entity, operator, q);
    } else {
      model.interaction().headQuery(operator, entity, q);
    }
  }

  /** Returns whether query i is folded as (entity, relation row, ?). */
  boolean asksTail(int i) {
    return model.reciprocal() || sides[i] == Side.TAIL;
  }

  /** Returns a cleared matrix for the gradients of the query rows. */
  Matrix clearedGradients() {
    int queryWidth = model.interaction().queryWidth(model.dim());
    dRows = grown(dRows, size * queryWidth);
    Arrays.fill(dRows, 0, size * queryWidth, 0);
    return Matrix.of(dRows, size, queryWidth);
  }

  /** Carries the gradients of the query rows back to entities, relations and the shared row. */
  void unfold(Gradients gradients, Workers workers) {
    int operatorWidth = model.interaction().operatorWidth(model.dim());
    int entityWidth = model.entities().width();
    dOperators = grown(dOperators, groups * operatorWidth);
    Arrays.fill(dOperators, 0, groups * operatorWidth, 0);
    dEntities = grown(dEntities, size * entityWidth);
    Arrays.fill(dEntities, 0, size * entityWidth, 0);
    workers.forEach(groups, g -> unfoldGroup(g, operatorWidth, entityWidth));
    for (int i = 0; i < size; i++) {
      addRow(
          new Row(dEntities, i * entityWidth, entityWidth), gradients.entities().row(entities[i]));
    }
    for (int g = 0; g < groups; g++) {
      int relationRow = (int) (order[groupStarts[g]] >>> 32);
      model
          .interaction()
          .addOperatorGradient(
              model.relations().row(relationRow),
              model.shared().row(0),
              new Row(dOperators, g * operatorWidth, operatorWidth),
              gradients.relations().row(relationRow),
              gradients.shared().row(0));
    }
  }

  private void unfoldGroup(int g, int operatorWidth, int entityWidth) {
    int queryWidth = model.interaction().queryWidth(model.dim());
    Row operator = new Row(operators, g * operatorWidth, operatorWidth);
    Row dOperator = new Row(dOperators, g * operatorWidth, operatorWidth);
    for (int p = groupStarts[g]; p < groupStarts[g + 1]; p++) {
      int i = (int) order[p];
      Row entity = model.entities().row(entities[i]);
      Row dq = new Row(dRows, i * queryWidth, queryWidth);
      Row dEntity = new Row(dEntities, i * entityWidth, entityWidth);
      if (dropout.isOn()) {
        Masks masks = masks(i, entityWidth, operatorWidth);
        Row dMasked = Row.of(new float[operatorWidth]);
        unfoldOne(i, masks.entity(entity), masks.relation(operator), dq, dEntity, dMasked);
        masks.entityInPlace(dEntity);
        masks.relationInPlace(dMasked);
        addRow(dMasked, dOperator);
      } else {
        unfoldOne(i, entity, operator, dq, dEntity, dOperator);
      }
    }
  }

  private void unfoldOne(int i, Row entity, Row operator, Row dq, Row dEntity, Row dOperator) {
    if (asksTail(i)) {
      model.interaction().addTailQueryGradient(entity, operator, dq, dEntity, dOperator);
    } else {
      model.interaction().addHeadQueryGradient(operator, entity, dq, dOperator, dEntity);
    }
  }

  private void group() {
    Arrays.sort(order, 0, size);
    groupStarts = groupStarts.length > size ? groupStarts : new int[size + 1];
    groups = 0;
    for (int p = 0; p < size; p++) {
      if (p == 0 || order[p] >>> 32 != order[p - 1] >>> 32) {
        groupStarts[groups++] = p;
      }
    }
    groupStarts[groups] = size;
  }

  private Masks masks(int i, int entityWidth, int operatorWidth) {
    SplittableRandom random = Seeds.stream(seed, "dropout", maskKey * 1_000_003L + i);
    return Masks.draw(dropout, entityWidth, operatorWidth, random);
  }

  private static void addRow(Row from, Row to) {
    Vectors.addScaled(1, from.data(), from.offset(), to.data(), to.offset(), from.length());
  }

  private static float[] grown(float[] array, int length) {
    return array.length >= length ? array : new float[length];
  }
}
