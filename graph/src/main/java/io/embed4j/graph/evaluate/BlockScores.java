package io.embed4j.graph.evaluate;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.KgeModel;

/** A block of consecutive queries and their scores; one thread's memory, used block after block. */
final class BlockScores {
  private final KgeModel model;
  private final Workers workers;
  private final int width;
  private final int candidateCount;
  private final float[] queryRows;
  private final float[] scores;
  private int size;

  BlockScores(KgeModel model, int maxQueries, Workers workers) {
    this.model = model;
    this.workers = workers;
    this.width = model.interaction().queryWidth(model.dim());
    this.candidateCount = model.entities().rows();
    this.queryRows = new float[maxQueries * width];
    this.scores = new float[Math.multiplyExact(maxQueries, candidateCount)];
  }

  /** Folds the queries {@code from} to {@code to} (exclusive) of an index into rows. */
  void fold(QueryIndex queries, int from, int to) {
    size = to - from;
    int relation = queries.relation(from);
    Row operator = model.operator(model.relationRow(queries.side(), relation));
    for (int q = from; q < to; q++) {
      if (queries.relation(q) != relation) { // sorted by relation, so this happens rarely
        relation = queries.relation(q);
        operator = model.operator(model.relationRow(queries.side(), relation));
      }
      Row row = new Row(queryRows, (q - from) * width, width);
      model.query(queries.side(), queries.entity(q), operator, row);
    }
  }

  /** Scores all candidates for each query. */
  void compare(Candidates candidates) {
    Matrix rows = Matrix.of(queryRows, size, width); // size x width
    candidates.score(rows, 0, Matrix.of(scores, size, candidateCount), workers);
  }

  /** Returns the scores of query {@code i} of the block. */
  Row row(int i) {
    return new Row(scores, i * candidateCount, candidateCount);
  }
}
