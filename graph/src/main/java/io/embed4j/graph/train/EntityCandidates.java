package io.embed4j.graph.train;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.KgeModel;
import java.util.Arrays;

/**
 * Candidates that are entity rows themselves. Where the comparison is a product, a thread takes a
 * block of queries from folding to unfolding while their rows are in its cache, two matrix products
 * in between; the gradients of the negatives, which all blocks share, are a third.
 */
final class EntityCandidates implements ChunkCandidates {
  private static final Workers SINGLE = Workers.single();

  private final KgeModel model;
  private final TrainConfig config;
  private final KnownAnswers known;
  private final RowPenalty penalty;
  private final Workers workers;
  private final Comparison comparison;
  private final Candidates candidates;
  private final CandidateGradients candidateGradients;
  private float[] scores = new float[0];
  private float[] dTrueScores = new float[0];
  private float[] dTrueRows = new float[0];
  private float[] negativeRows = new float[0];
  private float[] dNegativeRows = new float[0];

  EntityCandidates(
      KgeModel model, TrainConfig config, KnownAnswers known, RowPenalty penalty, Workers workers) {
    this.model = model;
    this.config = config;
    this.known = known;
    this.penalty = penalty;
    this.workers = workers;
    this.comparison = model.interaction().comparison();
    this.candidates = new Candidates(comparison);
    this.candidateGradients = new CandidateGradients(comparison);
  }

  @Override
  public BatchObjective.BatchLoss addGradients(
      SampledChunk chunk, Queries queries, Gradients gradients) {
    int m = chunk.size();
    int n = chunk.negatives().length;
    int width = model.entities().width();
    reserve(m, n, width);
    Matrix negatives = gather(chunk.negatives(), width);
    Matrix dNegatives = Matrix.of(dNegativeRows, n, width);
    candidates.prepare(negatives, workers);
    candidateGradients.prepare(negatives, workers);
    Matrix q = queries.prepare();
    Matrix dq = queries.gradients();
    Matrix s = Matrix.of(scores, m, n);
    int blocks = queries.runs().blocks();
    double[] losses = new double[blocks];
    double[] penalties = new double[blocks];
    known.remember(chunk.negatives());
    if (candidateGradients.isProduct()) {
      workers.forEach(
          blocks,
          block -> {
            losses[block] = score(block, chunk, queries, q, s);
            QueryRange range = range(block, queries);
            candidateGradients.setQueries(range.of(s), range.of(q), range.of(dq));
            penalties[block] = finish(block, chunk, queries, q, dq);
          });
      candidateGradients.setCandidates(s, q, negatives, dNegatives, workers);
    } else {
      workers.forEach(blocks, block -> losses[block] = score(block, chunk, queries, q, s));
      candidateGradients.set(s, q, negatives, dq, dNegatives, workers);
      workers.forEach(blocks, block -> penalties[block] = finish(block, chunk, queries, q, dq));
    }
    known.forget(chunk.negatives());
    gradients.entities().scatter(dNegatives, chunk.negatives(), workers);
    gradients.entities().scatter(Matrix.of(dTrueRows, m, width), chunk.truths(), workers);
    queries.collect(gradients, workers);
    return new BatchObjective.BatchLoss(
        Arrays.stream(losses).sum(), Arrays.stream(penalties).sum(), m);
  }

  /** The queries of a block: their order is that of the chunk, so they are neighbours. */
  private record QueryRange(int from, int to) {
    Matrix of(Matrix m) {
      return m.rowRange(from, to);
    }
  }

  private static QueryRange range(int block, Queries queries) {
    QueryRuns runs = queries.runs();
    return new QueryRange(runs.start(runs.firstRun(block)), runs.end(runs.endRun(block) - 1));
  }

  private Matrix gather(int[] negatives, int width) {
    float[] table = model.entities().data();
    for (int j = 0; j < negatives.length; j++) {
      System.arraycopy(table, negatives[j] * width, negativeRows, j * width, width);
    }
    return Matrix.of(negativeRows, negatives.length, width);
  }

  /** Folds the queries of a block, turns their scores into weights and returns the loss. */
  private double score(int block, SampledChunk chunk, Queries queries, Matrix q, Matrix s) {
    QueryRuns runs = queries.runs();
    for (int run = runs.firstRun(block); run < runs.endRun(block); run++) {
      queries.fold(run);
    }
    QueryRange range = range(block, queries);
    candidates.score(range.of(q), 0, range.of(s), SINGLE);
    RowLoss loss = new RowLoss(config.loss(), candidateGradients);
    double sum = 0;
    for (int i = range.from(); i < range.to(); i++) {
      known.hide(chunk, i, queries.entity(i), s.data(), i * s.columns());
      float trueScore = comparison.score(row(q, i), model.entities().row(chunk.truth(i)));
      sum += loss.toWeights(s, i, trueScore, chunk.share(), dTrueScores, i);
    }
    return sum;
  }

  /** Adds the gradients of true answers, unfolds a block, and returns what its query rows cost. */
  private double finish(int block, SampledChunk chunk, Queries queries, Matrix q, Matrix dq) {
    int width = q.columns();
    QueryRange range = range(block, queries);
    double sum = 0;
    for (int i = range.from(); i < range.to(); i++) {
      Row truth = model.entities().row(chunk.truth(i));
      Row dTruth = new Row(dTrueRows, i * width, width);
      Arrays.fill(dTrueRows, i * width, (i + 1) * width, 0);
      comparison.addGradient(row(q, i), truth, dTrueScores[i], row(dq, i), dTruth);
      sum += penalty.addQueryGradient(q, i, chunk.share(), dq);
    }
    QueryRuns runs = queries.runs();
    for (int run = runs.firstRun(block); run < runs.endRun(block); run++) {
      queries.unfold(run);
    }
    return sum;
  }

  private static Row row(Matrix m, int i) {
    return new Row(m.data(), m.offset() + i * m.rowStride(), m.columns());
  }

  private void reserve(int queryCount, int negativeCount, int width) {
    if (scores.length < queryCount * negativeCount || dTrueRows.length < queryCount * width) {
      scores = new float[queryCount * negativeCount];
      dTrueScores = new float[queryCount];
      dTrueRows = new float[queryCount * width];
    }
    if (negativeRows.length < negativeCount * width) {
      negativeRows = new float[negativeCount * width];
      dNegativeRows = new float[negativeCount * width];
    }
  }
}
