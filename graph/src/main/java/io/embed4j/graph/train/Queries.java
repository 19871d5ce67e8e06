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
 * after it, run by run ({@link QueryRuns}). Sums follow the order of the batch, whatever the number
 * of threads.
 */
final class Queries {
  private final KgeModel model;
  private final Dropout dropout;
  private final long seed;
  private final int operatorWidth;
  private final int queryWidth;
  private final QueryRuns runs = new QueryRuns();

  private int size;
  private Side[] sides = new Side[0];
  private int[] entities = new int[0];
  private int[] relationRows = new int[0];
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
    this.operatorWidth = model.interaction().operatorWidth(model.dim());
    this.queryWidth = model.interaction().queryWidth(model.dim());
  }

  /** Starts a batch; its number keys the dropout masks. */
  void start(long batchKey) {
    size = 0;
    runs.clear();
    maskKey = batchKey;
  }

  /** Adds a query (entity, relation, ?) or (?, relation, entity). */
  void add(Side side, int entity, int relation) {
    if (size == entities.length) {
      int capacity = Math.max(64, 2 * size);
      sides = Arrays.copyOf(sides, capacity);
      entities = Arrays.copyOf(entities, capacity);
      relationRows = Arrays.copyOf(relationRows, capacity);
    }
    sides[size] = side;
    entities[size] = entity;
    relationRows[size] = model.relationRow(side, relation);
    runs.add(relationRows[size]);
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

  /** Returns the runs, known after {@link #prepare}. */
  QueryRuns runs() {
    return runs;
  }

  /** Returns the operator of a run. */
  Row operator(int run) {
    return new Row(operators, run * operatorWidth, operatorWidth);
  }

  /** Returns the gradient of the operator of a run, to which anyone may add before unfolding. */
  Row dOperator(int run) {
    return new Row(dOperators, run * operatorWidth, operatorWidth);
  }

  /** Cuts runs and returns the matrix of the query rows, size × query width, to be folded. */
  Matrix prepare() {
    runs.cut();
    operators = grown(operators, runs.count() * operatorWidth);
    dOperators = grown(dOperators, runs.count() * operatorWidth);
    rows = grown(rows, size * queryWidth);
    dRows = grown(dRows, size * queryWidth);
    dEntities = grown(dEntities, size * model.entities().width());
    return Matrix.of(rows, size, queryWidth);
  }

  /** Prepares and computes all query rows. */
  Matrix fold(Workers workers) {
    Matrix q = prepare();
    workers.forEach(runs.count(), this::fold);
    return q;
  }

  /** Computes the query rows of a run, and clears the gradient of its operator. */
  void fold(int run) {
    Interaction interaction = model.interaction();
    Row operator = operator(run);
    Row relation = model.relations().row(runs.relationRow(run));
    interaction.operator(relation, model.shared().row(0), operator);
    Arrays.fill(dOperators, run * operatorWidth, (run + 1) * operatorWidth, 0);
    for (int p = runs.start(run); p < runs.end(run); p++) {
      int i = runs.query(p);
      Row q = new Row(rows, i * queryWidth, queryWidth);
      Row entity = model.entities().row(entities[i]);
      if (dropout.isOn()) {
        Masks masks = masks(i, entity.length());
        foldOne(i, masks.entity(entity), masks.relation(operator), q);
      } else {
        foldOne(i, entity, operator, q);
      }
    }
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

  /**
   * Returns the matrix of the gradients of the query rows, which {@link CandidateGradients}
   * overwrites.
   */
  Matrix gradients() {
    return Matrix.of(dRows, size, queryWidth);
  }

  /** Carries the gradients of all query rows back to entities, relations and the shared row. */
  void unfold(Gradients gradients, Workers workers) {
    workers.forEach(runs.count(), this::unfold);
    collect(gradients, workers);
  }

  /** Carries the gradients of the query rows of a run back to its entities and its operator. */
  void unfold(int run) {
    int entityWidth = model.entities().width();
    Row operator = operator(run);
    Row dOperator = dOperator(run);
    for (int p = runs.start(run); p < runs.end(run); p++) {
      int i = runs.query(p);
      Row entity = model.entities().row(entities[i]);
      Row dq = new Row(dRows, i * queryWidth, queryWidth);
      Row dEntity = new Row(dEntities, i * entityWidth, entityWidth);
      Arrays.fill(dEntities, i * entityWidth, (i + 1) * entityWidth, 0);
      if (dropout.isOn()) {
        Masks masks = masks(i, entityWidth);
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

  /** Adds what all runs were unfolded to. */
  void collect(Gradients gradients, Workers workers) {
    Matrix all = Matrix.of(dEntities, size, model.entities().width());
    gradients.entities().scatter(all, entities, workers);
    for (int run = 0; run < runs.count(); run++) {
      gradients.relations().slot(runs.relationRow(run)); // exists before threads write to it
    }
    gradients.shared().slot(0);
    if (model.shared().width() == 0) {
      workers.forEach(runs.count(), run -> unfoldOperators(run, gradients));
    } else { // all add to the one shared row
      for (int run = 0; run < runs.count(); run++) {
        unfoldOperators(run, gradients);
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

  /** The first run of a relation row adds the gradients of all of that row's runs, in order. */
  private void unfoldOperators(int first, Gradients gradients) {
    int relationRow = runs.relationRow(first);
    if (first > 0 && runs.relationRow(first - 1) == relationRow) {
      return;
    }
    Row r = model.relations().row(relationRow);
    Row dr = gradients.relations().row(relationRow);
    Row dShared = gradients.shared().row(0);
    for (int run = first; run < runs.count() && runs.relationRow(run) == relationRow; run++) {
      Row shared = model.shared().row(0);
      model.interaction().addOperatorGradient(r, shared, dOperator(run), dr, dShared);
    }
  }

  private Masks masks(int i, int entityWidth) {
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
