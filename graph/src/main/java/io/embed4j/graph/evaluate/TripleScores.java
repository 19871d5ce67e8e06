package io.embed4j.graph.evaluate;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.KgeModel;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Scores of given triples: what the tail query (head, relation, ?) gives the tail, with the bits
 * that ranking and prediction give it. O(width) a triple; models that project do so once a
 * relation.
 *
 * <p>One call at a time, because {@link Workers} do one thing at a time.
 */
public final class TripleScores {
  private static final int TRIPLES_PER_TASK = 64;

  private final KgeModel model;
  private final Workers workers;
  private final EntityCandidates entities;

  /** Prepares nothing yet. */
  public TripleScores(KgeModel model, Workers workers) {
    this.model = model;
    this.workers = workers;
    this.entities = new EntityCandidates(model, workers);
  }

  /** Returns the score of each triple, in their order. */
  public float[] of(Triples triples) {
    float[] scores = new float[triples.size()];
    int[] order =
        IntStream.range(0, triples.size())
            .boxed()
            .sorted(Comparator.comparingInt(triples::relation))
            .mapToInt(i -> i)
            .toArray();
    int from = 0;
    while (from < order.length) {
      int relation = triples.relation(order[from]);
      int to = from;
      while (to < order.length && triples.relation(order[to]) == relation) {
        to++;
      }
      score(triples, relation, IntStream.range(from, to).map(i -> order[i]).toArray(), scores);
      from = to;
    }
    return scores;
  }

  private void score(Triples triples, int relation, int[] chosen, float[] scores) {
    int relationRow = model.relationRow(Side.TAIL, relation);
    Row operator = model.operator(relationRow);
    Candidates candidates = entities.under(relationRow);
    workers.forEach(
        (chosen.length + TRIPLES_PER_TASK - 1) / TRIPLES_PER_TASK,
        task -> {
          int start = task * TRIPLES_PER_TASK;
          Row query = Row.of(new float[model.interaction().queryWidth(model.dim())]);
          Matrix queries = Matrix.of(query.data(), 1, query.length());
          for (int i = start; i < Math.min(chosen.length, start + TRIPLES_PER_TASK); i++) {
            int triple = chosen[i];
            model.query(Side.TAIL, triples.head(triple), operator, query);
            Matrix score = new Matrix(scores, triple, 1, 1, 1, 1);
            candidates.score(queries, triples.tail(triple), score, workers);
          }
        });
  }
}
