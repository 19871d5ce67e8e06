package io.embed4j.graph.train;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.KgeModel;
import java.util.Arrays;

/**
 * Candidates that are entity rows themselves: a chunk's queries meet its negatives in three matrix
 * products, one for the scores and two for the gradients.
 */
final class EntityCandidates implements ChunkCandidates {
  private static final int ROWS_PER_TASK = 32;

  private final KgeModel model;
  private final TrainConfig config;
  private final KnownAnswers known;
  private final Workers workers;
  private final Comparison comparison;
  private final Candidates candidates;
  private final CandidateGradients candidateGradients;
  private float[] scores = new float[0];
  private float[] dTrueScores = new float[0];
  private float[] dTrueRows = new float[0];
  private float[] negativeRows = new float[0];
  private float[] dNegativeRows = new float[0];

  EntityCandidates(KgeModel model, TrainConfig config, KnownAnswers known, Workers workers) {
    this.model = model;
    this.config = config;
    this.known = known;
    this.workers = workers;
    this.comparison = model.interaction().comparison();
    this.candidates = new Candidates(comparison);
    this.candidateGradients = new CandidateGradients(comparison);
  }

  @Override
  public double addGradients(
      SampledChunk chunk, Queries queries, Matrix q, Matrix dq, Gradients gradients) {
    int m = chunk.size();
    int n = chunk.negatives().length;
    int width = model.entities().width();
    reserve(m, n, width);
    Matrix rows = gather(chunk.negatives(), width);
    Matrix s = Matrix.of(scores, m, n);
    candidates.prepare(rows, workers);
    candidates.score(q, 0, s, workers);
    known.remember(chunk.negatives());
    double sum = loss(chunk, queries, q, s);
    known.forget(chunk.negatives());

    Matrix dRows = Matrix.of(dNegativeRows, n, width);
    candidateGradients.prepare(rows, workers);
    candidateGradients.set(s, q, rows, dq, dRows, workers);
    addTruePairs(chunk, q, dq);
    gradients.entities().scatter(dRows, chunk.negatives(), workers);
    gradients.entities().scatter(Matrix.of(dTrueRows, m, width), chunk.truths(), workers);
    return sum;
  }

  private Matrix gather(int[] negatives, int width) {
    float[] table = model.entities().data();
    for (int j = 0; j < negatives.length; j++) {
      System.arraycopy(table, negatives[j] * width, negativeRows, j * width, width);
    }
    return Matrix.of(negativeRows, negatives.length, width);
  }

  /** Turns scores into weights and returns the loss. */
  private double loss(SampledChunk chunk, Queries queries, Matrix q, Matrix s) {
    int n = s.columns();
    double[] losses = new double[s.rows()];
    workers.forEach(
        (s.rows() + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
        task -> {
          RowLoss loss = new RowLoss(config.loss(), candidateGradients);
          int end = Math.min(s.rows(), (task + 1) * ROWS_PER_TASK);
          for (int i = task * ROWS_PER_TASK; i < end; i++) {
            known.hide(chunk, i, queries.entity(i), s.data(), i * n);
            float trueScore = comparison.score(row(q, i), model.entities().row(chunk.truth(i)));
            losses[i] = loss.toWeights(s, i, trueScore, chunk.share(), dTrueScores, i);
          }
        });
    return Arrays.stream(losses).sum();
  }

  /** Adds the gradients of queries and true answers. */
  private void addTruePairs(SampledChunk chunk, Matrix q, Matrix dq) {
    int width = q.columns();
    workers.forEach(
        (q.rows() + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
        task -> {
          int end = Math.min(q.rows(), (task + 1) * ROWS_PER_TASK);
          Arrays.fill(dTrueRows, task * ROWS_PER_TASK * width, end * width, 0);
          for (int i = task * ROWS_PER_TASK; i < end; i++) {
            Row truth = model.entities().row(chunk.truth(i));
            Row dTruth = new Row(dTrueRows, i * width, width);
            comparison.addGradient(row(q, i), truth, dTrueScores[i], row(dq, i), dTruth);
          }
        });
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
