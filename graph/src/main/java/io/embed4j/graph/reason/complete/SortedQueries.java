package io.embed4j.graph.reason.complete;

import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.model.KgeModel;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The tail queries of one relation, those of great norm first. Immutable. */
final class SortedQueries {
  private static final int ROWS_PER_TASK = 256;

  private final KgeModel model;
  private final Row operator;
  private final int[] heads; // by place
  private final double[] norms; // by place

  SortedQueries(KgeModel model, Row operator, BitSet entities, NormBound bound, Workers workers) {
    this.model = model;
    this.operator = operator;
    int[] allowed = entities.stream().toArray();
    double[] unsorted = new double[allowed.length];
    workers.forEach(
        (allowed.length + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
        task -> {
          Row query = Row.of(new float[bound.width()]);
          int to = Math.min(allowed.length, (task + 1) * ROWS_PER_TASK);
          for (int i = task * ROWS_PER_TASK; i < to; i++) {
            model.query(Side.TAIL, allowed[i], operator, query);
            unsorted[i] = bound.norm(query);
          }
        });
    int[] order =
        IntStream.range(0, allowed.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -unsorted[i]))
            .mapToInt(i -> i)
            .toArray();
    this.heads = IntStream.of(order).map(i -> allowed[i]).toArray();
    this.norms = IntStream.of(order).mapToDouble(i -> unsorted[i]).toArray();
  }

  int size() {
    return heads.length;
  }

  int head(int place) {
    return heads[place];
  }

  /** Returns the norm of the query in a place; none after it has a greater one. */
  double norm(int place) {
    return norms[place];
  }

  /** Folds the query in a place into a row. */
  void fold(int place, Row query) {
    model.query(Side.TAIL, heads[place], operator, query);
  }
}
