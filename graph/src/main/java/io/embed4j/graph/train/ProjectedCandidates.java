package io.embed4j.graph.train;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.train.loss.Loss;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Candidates that each relation projects: the queries of a run share one relation, so a run
 * projects the negatives of the chunk and its own true answers once, and is one thread's work.
 *
 * <p>Runs go in waves, so that memory does not grow with their number; after a wave the gradients
 * of the negatives are added in the order of its runs, whatever the number of threads.
 */
final class ProjectedCandidates implements ChunkCandidates {
  private static final int WAVE = 32;
  private static final int ROWS_PER_TASK = 16;

  private final KgeModel model;
  private final Interaction interaction;
  private final Comparison comparison;
  private final KnownAnswers known;
  private final RowPenalty penalty;
  private final Workers workers;
  private final RunScratch[] wave;
  private float[] scores = new float[0];
  private float[] dTrueScores = new float[0];
  private float[] negativeRows = new float[0];
  private float[] dNegativeRows = new float[0];
  private float[] dTrueRows = new float[0];

  ProjectedCandidates(
      KgeModel model, TrainConfig config, KnownAnswers known, RowPenalty penalty, Workers workers) {
    this.model = model;
    this.interaction = model.interaction();
    this.comparison = interaction.comparison();
    this.known = known;
    this.penalty = penalty;
    this.workers = workers;
    this.wave =
        Stream.generate(() -> new RunScratch(config.loss(), comparison))
            .limit(WAVE)
            .toArray(RunScratch[]::new);
  }

  /** What the work on one run needs: entity rows and projected rows, negatives first. */
  private static final class RunScratch {
    final Candidates candidates;
    final CandidateGradients gradients;
    final RowLoss loss;
    float[] entities = new float[0];
    float[] dEntities = new float[0];
    float[] projected = new float[0];
    float[] dProjected = new float[0];

    RunScratch(Loss loss, Comparison comparison) {
      this.candidates = new Candidates(comparison);
      this.gradients = new CandidateGradients(comparison);
      this.loss = new RowLoss(loss, gradients);
    }

    void reserve(int rows, int width, int queryWidth) {
      if (entities.length < rows * width || projected.length < rows * queryWidth) {
        entities = new float[rows * width];
        dEntities = new float[rows * width];
        projected = new float[rows * queryWidth];
        dProjected = new float[rows * queryWidth];
      }
      Arrays.fill(dEntities, 0, rows * width, 0);
      Arrays.fill(dProjected, 0, rows * queryWidth, 0);
    }
  }

  @Override
  public BatchObjective.BatchLoss addGradients(
      SampledChunk chunk, Queries queries, Gradients gradients) {
    Matrix q = queries.fold(workers);
    Matrix dq = queries.gradients();
    int m = chunk.size();
    int n = chunk.negatives().length;
    int width = model.entities().width();
    reserve(m, n, width);
    for (int j = 0; j < n; j++) {
      copyEntity(chunk.negatives()[j], negativeRows, j);
    }
    Arrays.fill(dNegativeRows, 0, n * width, 0);
    int runs = queries.runs().count();
    double[] losses = new double[runs];
    known.remember(chunk.negatives());
    for (int first = 0; first < runs; first += WAVE) {
      int from = first;
      int count = Math.min(WAVE, runs - first);
      workers.forEach(
          count, i -> losses[from + i] = addRun(chunk, queries, from + i, wave[i], q, dq));
      addNegatives(count, n, width);
    }
    known.forget(chunk.negatives());
    Matrix dNegatives = Matrix.of(dNegativeRows, n, width);
    gradients.entities().scatter(dNegatives, chunk.negatives(), workers);
    gradients.entities().scatter(Matrix.of(dTrueRows, m, width), chunk.truths(), workers);
    double penalties = 0;
    for (int i = 0; i < m; i++) {
      penalties += penalty.addQueryGradient(q, i, chunk.share(), dq);
    }
    queries.unfold(gradients, workers);
    return new BatchObjective.BatchLoss(Arrays.stream(losses).sum(), penalties, m);
  }

  private double addRun(
      SampledChunk chunk, Queries queries, int run, RunScratch scratch, Matrix q, Matrix dq) {
    int start = queries.runs().start(run);
    int end = queries.runs().end(run);
    int n = chunk.negatives().length;
    int rows = n + end - start;
    int width = model.entities().width();
    int queryWidth = q.columns();
    scratch.reserve(rows, width, queryWidth);
    System.arraycopy(negativeRows, 0, scratch.entities, 0, n * width);
    for (int i = start; i < end; i++) {
      copyEntity(chunk.truth(i), scratch.entities, n + i - start);
    }
    Row operator = queries.operator(run);
    Matrix e = Matrix.of(scratch.entities, rows, width);
    Matrix c = Matrix.of(scratch.projected, rows, queryWidth);
    Matrix dc = Matrix.of(scratch.dProjected, rows, queryWidth);
    interaction.projectAll(operator, e, c);
    Matrix negatives = c.rowRange(0, n);
    Matrix s = Matrix.of(scores, chunk.size(), n).rowRange(start, end);
    scratch.candidates.prepare(negatives, workers);
    scratch.candidates.score(q.rowRange(start, end), 0, s, workers);
    double sum = 0;
    for (int i = start; i < end; i++) {
      known.hide(chunk, i, queries.entity(i), scores, i * n);
      float trueScore = comparison.score(row(q, i), row(c, n + i - start));
      sum += scratch.loss.toWeights(s, i - start, trueScore, chunk.share(), dTrueScores, i);
    }
    scratch.gradients.prepare(negatives, workers);
    scratch.gradients.set(
        s, q.rowRange(start, end), negatives, dq.rowRange(start, end), dc.rowRange(0, n), workers);
    for (int i = start; i < end; i++) {
      int j = n + i - start;
      comparison.addGradient(row(q, i), row(c, j), dTrueScores[i], row(dq, i), row(dc, j));
    }
    Matrix de = Matrix.of(scratch.dEntities, rows, width);
    interaction.addProjectAllGradient(operator, e, dc, queries.dOperator(run), de);
    System.arraycopy(scratch.dEntities, n * width, dTrueRows, start * width, (end - start) * width);
    return sum;
  }

  /** Adds the gradients of the negatives of a wave, run after run. */
  private void addNegatives(int runs, int n, int width) {
    workers.forEach(
        (n + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
        task -> {
          int from = task * ROWS_PER_TASK * width;
          int length = Math.min(n * width, from + ROWS_PER_TASK * width) - from;
          for (int i = 0; i < runs; i++) {
            Vectors.addScaled(1, wave[i].dEntities, from, dNegativeRows, from, length);
          }
        });
  }

  private void copyEntity(int entity, float[] to, int row) {
    int width = model.entities().width();
    System.arraycopy(model.entities().data(), entity * width, to, row * width, width);
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
