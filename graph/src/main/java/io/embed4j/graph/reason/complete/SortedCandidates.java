package io.embed4j.graph.reason.complete;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.core.table.Row;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.KgeModel;
import java.util.BitSet;
import java.util.Comparator;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Some entities as candidates, those of great norm first, so that a bound by norms leaves a range
 * of them. The bits of a score do not depend on the order. For most models they are prepared once;
 * those that project prepare them anew for each relation.
 */
final class SortedCandidates {
  private static final int ROWS_PER_TASK = 256;

  private final KgeModel model;
  private final Workers workers;
  private final NormBound bound;
  private final int[] allowed;
  private final Candidates candidates;
  private final int[] entities; // by place
  private final double[] norms; // by place
  private boolean prepared;

  SortedCandidates(KgeModel model, BitSet allowed, Workers workers) {
    this.model = model;
    this.workers = workers;
    this.allowed = allowed.stream().toArray();
    this.bound =
        new NormBound(
            model.interaction().comparison(), model.interaction().queryWidth(model.dim()));
    this.candidates = new Candidates(model.interaction().comparison());
    this.entities = new int[this.allowed.length];
    this.norms = new double[this.allowed.length];
  }

  /** Prepares the candidates for a relation. */
  void prepare(Row operator) {
    if (prepared && !model.interaction().projects()) {
      return;
    }
    EmbeddingTable rows = EmbeddingTable.zeros(allowed.length, bound.width());
    double[] unsorted = new double[allowed.length];
    forEachRow(
        i -> {
          copy(operator, allowed[i], rows.row(i));
          unsorted[i] = bound.norm(rows.row(i));
        });
    int[] order =
        IntStream.range(0, allowed.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -unsorted[i]))
            .mapToInt(i -> i)
            .toArray();
    forEachRow(
        place -> {
          entities[place] = allowed[order[place]];
          norms[place] = unsorted[order[place]];
          copy(operator, entities[place], rows.row(place));
        });
    candidates.prepare(Matrix.of(rows.data(), rows.rows(), rows.width()), workers);
    prepared = true;
  }

  private void copy(Row operator, int entity, Row row) {
    Row from = model.entities().row(entity);
    if (model.interaction().projects()) {
      model.interaction().project(operator, from, row);
    } else {
      System.arraycopy(from.data(), from.offset(), row.data(), row.offset(), row.length());
    }
  }

  private void forEachRow(IntConsumer body) {
    workers.forEach(
        (allowed.length + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
        task -> {
          int to = Math.min(allowed.length, (task + 1) * ROWS_PER_TASK);
          for (int i = task * ROWS_PER_TASK; i < to; i++) {
            body.accept(i);
          }
        });
  }

  /** Scores candidates from a place on, as many as there are columns; see {@link Candidates}. */
  void score(Matrix queries, int from, Matrix out) {
    candidates.score(queries, from, out, workers);
  }

  NormBound bound() {
    return bound;
  }

  int size() {
    return entities.length;
  }

  int entity(int place) {
    return entities[place];
  }

  /** A range of places. */
  record Range(int from, int to) {}

  /** Returns the places outside which no query of these norms can reach a threshold. */
  Range range(double leastNorm, double mostNorm, double threshold) {
    int from = 0;
    int to = norms.length;
    while (from < to && bound.of(leastNorm, mostNorm, norms[from]) < threshold) {
      from++;
    }
    while (from < to && bound.of(leastNorm, mostNorm, norms[to - 1]) < threshold) {
      to--;
    }
    return new Range(from, to);
  }
}
