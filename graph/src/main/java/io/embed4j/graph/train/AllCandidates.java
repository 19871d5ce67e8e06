package io.embed4j.graph.train;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.model.Candidates;
import io.embed4j.graph.model.KgeModel;

/**
 * {@link Objective.OneVsAll} and {@link Objective.KvsAll}: a batch of distinct queries against all
 * entities, a slice of queries at a time, so that the scores of a slice stay in cache.
 */
final class AllCandidates implements BatchObjective {
  /** Scores held at once: 16 MiB, about half of a last-level cache. */
  private static final int SLICE_SCORES = 1 << 22;

  private final KgeModel model;
  private final TrainConfig config;
  private final Workers workers;
  private final QueryIndex tailQueries;
  private final QueryIndex headQueries;
  private final int[] order;
  private final Queries queries;
  private final Answers answers = new Answers();
  private final Candidates candidates;
  private final CandidateGradients candidateGradients;
  private final SoftmaxRows rows;
  private final RowPenalty penalty;
  private final RelationPrediction relationPrediction;
  private final float[] scores;
  private int epoch;

  AllCandidates(KnowledgeGraph graph, KgeModel model, TrainConfig config, Workers workers) {
    if (model.interaction().projects()) {
      throw new IllegalArgumentException(
          "objective one-vs-all would project every entity for every relation of a batch; use negative-sampling with "
              + model.interaction());
    }
    this.model = model;
    this.config = config;
    this.workers = workers;
    this.tailQueries = QueryIndex.of(Side.TAIL, graph.train());
    this.headQueries = QueryIndex.of(Side.HEAD, graph.train());
    this.order = new int[tailQueries.size() + headQueries.size()];
    this.queries = new Queries(model, config.dropout(), config.seed());
    this.candidates = new Candidates(model.interaction().comparison());
    this.candidateGradients = new CandidateGradients(model.interaction().comparison());
    this.rows = new SoftmaxRows(config.loss(), candidateGradients, model.entities().rows());
    this.penalty = new RowPenalty(model, config.regularizer(), workers);
    this.relationPrediction = new RelationPrediction(model, config.relationPrediction(), workers);
    this.scores = new float[sliceRows() * model.entities().rows()];
  }

  private int sliceRows() {
    int fitting = Math.max(16, SLICE_SCORES / model.entities().rows());
    return Math.min(fitting, config.batchSize());
  }

  @Override
  public int startEpoch(int epoch) {
    this.epoch = epoch;
    Seeds.permute(order, Seeds.stream(config.seed(), "order", epoch));
    return (order.length + config.batchSize() - 1) / config.batchSize();
  }

  @Override
  public BatchLoss addGradients(int batch, Gradients gradients) {
    collect(batch);
    int triples = answers.total();
    Matrix entities =
        Matrix.of(model.entities().data(), model.entities().rows(), model.entities().width());
    Matrix dEntities = gradients.entities().touchAll(workers);
    candidates.prepare(entities, workers);
    candidateGradients.prepare(entities, workers);
    Matrix q = queries.fold(workers);
    Matrix dq = queries.gradients();
    double loss = 0;
    int step = sliceRows();
    for (int from = 0; from < queries.size(); from += step) {
      int to = Math.min(queries.size(), from + step);
      Matrix slice = Matrix.of(scores, to - from, entities.rows());
      candidates.score(q.rowRange(from, to), 0, slice, workers);
      loss += rows.toWeights(slice, answers, from, weighting(), workers);
      candidateGradients.add(
          slice, q.rowRange(from, to), entities, dq.rowRange(from, to), dEntities, workers);
    }
    double penalties = addPenalty(q, dq, gradients);
    loss += relationPrediction.addGradients(queries, answers, gradients);
    queries.unfold(gradients, workers);
    return new BatchLoss(loss, penalties, triples);
  }

  private double addPenalty(Matrix q, Matrix dq, Gradients gradients) {
    if (penalty.isOff()) {
      return 0;
    }
    int triples = answers.total();
    double sum = 0;
    for (int i = 0; i < queries.size(); i++) {
      penalty.chargeEntity(queries.entity(i), answers.count(i));
      penalty.chargeRelation(queries.relationRow(i), answers.count(i));
      sum += penalty.addQueryGradient(q, i, (float) answers.count(i) / triples, dq);
    }
    for (int p = 0; p < triples; p++) {
      penalty.chargeEntity(answers.entity(p), 1);
    }
    return sum + penalty.addGradients(triples, gradients);
  }

  /** How much each query of the batch counts. */
  private Weighting weighting() {
    return config.objective() instanceof Objective.KvsAll
        ? new Weighting.PerQuery(answers.size())
        : new Weighting.PerTriple(answers.total());
  }

  private void collect(int batch) {
    int from = batch * config.batchSize();
    int to = Math.min(order.length, from + config.batchSize());
    queries.start((long) epoch * order.length + from);
    answers.clear();
    for (int i = from; i < to; i++) {
      boolean tail = order[i] < tailQueries.size();
      QueryIndex index = tail ? tailQueries : headQueries;
      int q = tail ? order[i] : order[i] - tailQueries.size();
      queries.add(index.side(), index.entity(q), index.relation(q));
      answers.add(index, q);
    }
  }
}
