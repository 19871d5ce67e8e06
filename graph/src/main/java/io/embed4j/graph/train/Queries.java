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
 * after it. Queries with the same row of the relation table form runs of up to {@link #RUN}: a run
 * shares one operator and is one thread's work. Sums follow the order of the batch, whatever the
 * number of threads.
 */
final class Queries {
  /** Queries of a run, at most: so that a frequent relation feeds several threads. */
  private static final int RUN = 128;

  private final KgeModel model;
  private final Dropout dropout;
  private final long seed;
  private final int operatorWidth;
  private final int queryWidth;

  private int size;
  private Side[] sides = new Side[0];
  private int[] entities = new int[0];
  private int[] relationRows = new int[0];
  private long[] order =
      new long[0]; // relation row in the high half, position in the low one: sorted, so grouped
  private int[] runStarts = new int[1];
  private int runs;
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

  /** Returns the number of runs, known after {@link #fold}. */
  int runs() {
    return runs;
  }

  /** Returns where a run starts among the queries in the order of their relation rows. */
  int runStart(int run) {
    return runStarts[run];
  }

  /** Returns where a run ends. */
  int runEnd(int run) {
    return runStarts[run + 1];
  }

  /** Returns the operator of a run. */
  Row operator(int run) {
    return new Row(operators, run * operatorWidth, operatorWidth);
  }

  /** Returns the gradient of the operator of a run, to which anyone may add before unfolding. */
  Row dOperator(int run) {
    return new Row(dOperators, run * operatorWidth, operatorWidth);
  }

  /** Computes all query rows: size × query width. */
  Matrix fold(Workers workers) {
    cutIntoRuns();
    Interaction interaction = model.interaction();
    operators = grown(operators, runs * operatorWidth);
    rows = grown(rows, size * queryWidth);
    workers.forEach(
        runs,
        run -> {
          Row operator = operator(run);
          Row relation = model.relations().row(relationRowOf(run));
          interaction.operator(relation, model.shared().row(0), operator);
          for (int p = runStart(run); p < runEnd(run); p++) {
            int i = (int) order[p];
            Row q = new Row(rows, i * queryWidth, queryWidth);
            Row entity = model.entities().row(entities[i]);
            if (dropout.isOn()) {
              Masks masks = masks(i, entity.length());
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

  /**
   * Clears the gradients of the operators and returns the matrix of those of the query rows, which
   * {@link CandidateGradients} overwrites.
   */
  Matrix gradients() {
    dOperators = grown(dOperators, runs * operatorWidth);
    Arrays.fill(dOperators, 0, runs * operatorWidth, 0);
    dRows = grown(dRows, size * queryWidth);
    return Matrix.of(dRows, size, queryWidth);
  }

  /** Carries the gradients of the query rows back to entities, relations and the shared row. */
  void unfold(Gradients gradients, Workers workers) {
    int entityWidth = model.entities().width();
    dEntities = grown(dEntities, size * entityWidth);
    workers.forEach(runs, run -> unfoldRun(run, entityWidth));
    Matrix all = Matrix.of(dEntities, size, entityWidth);
    gradients.entities().scatter(all, entities, workers);
    for (int run = 0; run < runs; run++) {
      gradients.relations().slot(relationRowOf(run)); // exists before threads write to it
    }
    gradients.shared().slot(0);
    if (model.shared().width() == 0) {
      workers.forEach(runs, run -> unfoldOperators(run, gradients));
    } else { // all add to the one shared row
      for (int run = 0; run < runs; run++) {
        unfoldOperators(run, gradients);
      }
    }
  }

  private void unfoldRun(int run, int entityWidth) {
    Row operator = operator(run);
    Row dOperator = dOperator(run);
    for (int p = runStart(run); p < runEnd(run); p++) {
      int i = (int) order[p];
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

  private void unfoldOne(int i, Row entity, Row operator, Row dq, Row dEntity, Row dOperator) {
    if (asksTail(i)) {
      model.interaction().addTailQueryGradient(entity, operator, dq, dEntity, dOperator);
    } else {
      model.interaction().addHeadQueryGradient(operator, entity, dq, dOperator, dEntity);
    }
  }

  /** The first run of a relation row adds the gradients of all of that row's runs, in order. */
  private void unfoldOperators(int first, Gradients gradients) {
    int relationRow = relationRowOf(first);
    if (first > 0 && relationRowOf(first - 1) == relationRow) {
      return;
    }
    Row r = model.relations().row(relationRow);
    Row dr = gradients.relations().row(relationRow);
    Row dShared = gradients.shared().row(0);
    for (int run = first; run < runs && relationRowOf(run) == relationRow; run++) {
      Row shared = model.shared().row(0);
      model.interaction().addOperatorGradient(r, shared, dOperator(run), dr, dShared);
    }
  }

  private int relationRowOf(int run) {
    return (int) (order[runStarts[run]] >>> 32);
  }

  private void cutIntoRuns() {
    Arrays.sort(order, 0, size);
    runStarts = runStarts.length > size ? runStarts : new int[size + 1];
    runs = 0;
    for (int p = 0; p < size; p++) {
      boolean starts = p == 0 || order[p] >>> 32 != order[p - 1] >>> 32;
      if (starts || p - runStarts[runs - 1] == RUN) {
        runStarts[runs++] = p;
      }
    }
    runStarts[runs] = size;
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
