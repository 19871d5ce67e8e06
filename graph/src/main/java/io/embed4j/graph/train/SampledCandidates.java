package io.embed4j.graph.train;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.train.loss.SampledLoss;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * {@link Objective.NegativeSampling} for models whose candidates are the entity rows themselves.
 */
final class SampledCandidates implements BatchObjective {
  private static final int ROWS_PER_TASK = 32;

  private final KgeModel model;
  private final TrainConfig config;
  private final Objective.NegativeSampling sampling;
  private final Workers workers;
  private final Triples train;
  private final Comparison comparison;
  private final NegativeSampler sampler;
  private final SideChooser sides;
  private final KnownAnswers known;
  private final Queries queries;
  private final Candidates candidates;
  private final CandidateGradients candidateGradients;
  private final RowPenalty penalty;
  private final int[] order;
  private int[] truths = new int[0]; // the true answer of each query of a chunk
  private int[] relations = new int[0]; // its relation
  private float[] scores = new float[0];
  private float[] trueScores = new float[0];
  private float[] negativeRows = new float[0];
  private float[] dNegativeRows = new float[0];
  private float[] dTrueRows = new float[0];
  private int epoch;

  SampledCandidates(KnowledgeGraph graph, KgeModel model, TrainConfig config, Workers workers) {
    this.model = model;
    this.config = config;
    this.sampling = (Objective.NegativeSampling) config.objective();
    this.workers = workers;
    this.train = graph.train();
    this.comparison = model.interaction().comparison();
    this.sampler = new NegativeSampler(sampling.sampler(), train, model.entities().rows());
    this.sides = SideChooser.of(sampling.sides(), train, graph.relations().size());
    this.known =
        sampling.filtered() ? KnownAnswers.of(train, model.entities().rows()) : KnownAnswers.none();
    this.queries = new Queries(model, config.dropout(), config.seed());
    this.candidates = new Candidates(comparison);
    this.candidateGradients = new CandidateGradients(comparison);
    this.penalty = new RowPenalty(model, config.regularizer(), workers);
    this.order = new int[train.size()];
  }

  @Override
  public int startEpoch(int epoch) {
    this.epoch = epoch;
    AllCandidates.shuffle(order, Seeds.stream(config.seed(), "order", epoch));
    return (order.length + config.batchSize() - 1) / config.batchSize();
  }

  @Override
  public BatchLoss addGradients(int batch, Gradients gradients) {
    int from = batch * config.batchSize();
    int to = Math.min(order.length, from + config.batchSize());
    int scored = (to - from) * sides.queriesPerTriple();
    double sum = 0;
    for (int start = from; start < to; start += sampling.chunk()) {
      int end = Math.min(to, start + sampling.chunk());
      long key = (long) epoch * order.length + start;
      SplittableRandom random = Seeds.stream(config.seed(), "negatives", key);
      int[] chunk = Arrays.copyOfRange(order, start, end);
      for (Side side : Side.values()) {
        int[] triples = sides.choose(side, chunk, start / sampling.chunk(), random);
        if (triples.length > 0) {
          queries.start(side == Side.TAIL ? 2 * key : 2 * key + 1);
          sum += addGradients(side, triples, 1f / scored, random, gradients);
        }
      }
    }
    return new BatchLoss(sum, addPenalty(from, to, gradients), scored);
  }

  /**
   * Scores some triples against negatives of one side and returns the sum of their losses, times
   * {@code share}.
   */
  private double addGradients(
      Side side, int[] triples, float share, SplittableRandom random, Gradients gradients) {
    collect(side, triples);
    int m = triples.length;
    int width = model.entities().width();
    int[] negatives = sampler.draw(sampling.negatives(), Arrays.copyOf(truths, m), random);
    int n = negatives.length;
    reserve(m, n, width);
    Matrix rows = Matrix.of(negativeRows, n, width);
    for (int j = 0; j < n; j++) {
      System.arraycopy(
          model.entities().data(), negatives[j] * width, negativeRows, j * width, width);
    }
    Matrix q = queries.fold(workers);
    Matrix dq = queries.clearedGradients();
    Matrix s = Matrix.of(scores, m, n);
    candidates.prepare(rows, workers);
    candidates.score(q, 0, s, workers);
    known.hide(side, queries, relations, negatives, s);
    double sum = loss(q, s, dq, share);

    Matrix dRows = Matrix.of(dNegativeRows, n, width);
    Arrays.fill(dNegativeRows, 0, n * width, 0);
    candidateGradients.prepare(rows, workers);
    candidateGradients.add(s, q, rows, dq, dRows, workers);
    scatter(dNegativeRows, negatives, n, gradients.entities());
    scatter(dTrueRows, truths, m, gradients.entities());
    queries.unfold(gradients, workers);
    return sum;
  }

  private void collect(Side side, int[] triples) {
    if (truths.length < triples.length) {
      truths = new int[triples.length];
      relations = new int[triples.length];
    }
    for (int i = 0; i < triples.length; i++) {
      int head = train.head(triples[i]);
      int tail = train.tail(triples[i]);
      queries.add(side, side == Side.TAIL ? head : tail, train.relation(triples[i]));
      truths[i] = side == Side.TAIL ? tail : head;
      relations[i] = train.relation(triples[i]);
    }
  }

  /**
   * Turns the scores into weights, row by row, adds the gradients of the true pairs, and returns
   * the loss.
   */
  private double loss(Matrix q, Matrix s, Matrix dq, float share) {
    int n = s.columns();
    int width = q.columns();
    double[] losses = new double[s.rows()];
    workers.forEach(
        (s.rows() + ROWS_PER_TASK - 1) / ROWS_PER_TASK,
        task -> {
          SampledLoss loss = new SampledLoss(config.loss());
          float[] saved = new float[candidateGradients.needsScores() ? n : 0];
          int end = Math.min(s.rows(), (task + 1) * ROWS_PER_TASK);
          for (int i = task * ROWS_PER_TASK; i < end; i++) {
            Row query = new Row(q.data(), i * width, width);
            Row truth = model.entities().row(truths[i]);
            trueScores[i] = comparison.score(query, truth);
            System.arraycopy(s.data(), i * n, saved, 0, saved.length);
            losses[i] = share * loss.differentiateInPlace(trueScores, i, s.data(), i * n, n);
            Vectors.scaleInPlace(share, s.data(), i * n, n);
            candidateGradients.toWeights(s.data(), i * n, saved, 0, n);
            Row dTruth = new Row(dTrueRows, i * width, width);
            Arrays.fill(dTrueRows, i * width, (i + 1) * width, 0);
            Row dQuery = new Row(dq.data(), i * width, width);
            comparison.addGradient(query, truth, share * trueScores[i], dQuery, dTruth);
          }
        });
    double sum = 0;
    for (double value : losses) {
      sum += value;
    }
    return sum;
  }

  private static void scatter(float[] from, int[] rows, int count, RowGradients into) {
    int width = into.width();
    for (int i = 0; i < count; i++) {
      Row row = into.row(rows[i]);
      Vectors.addScaled(1, from, i * width, row.data(), row.offset(), width);
    }
  }

  private double addPenalty(int from, int to, Gradients gradients) {
    if (penalty.isOff()) {
      return 0;
    }
    for (int i = from; i < to; i++) {
      penalty.chargeEntity(train.head(order[i]), 1);
      penalty.chargeEntity(train.tail(order[i]), 1);
      for (Side side : sides.relationSides(model.reciprocal())) {
        penalty.chargeRelation(model.relationRow(side, train.relation(order[i])), 1);
      }
    }
    return penalty.addGradients(to - from, gradients);
  }

  private void reserve(int queryCount, int negativeCount, int width) {
    if (scores.length < queryCount * negativeCount || dTrueRows.length < queryCount * width) {
      scores = new float[queryCount * negativeCount];
      trueScores = new float[queryCount];
      dTrueRows = new float[queryCount * width];
    }
    if (negativeRows.length < negativeCount * width) {
      negativeRows = new float[negativeCount * width];
      dNegativeRows = new float[negativeCount * width];
    }
  }
}
