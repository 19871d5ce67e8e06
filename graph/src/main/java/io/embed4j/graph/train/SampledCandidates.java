package io.embed4j.graph.train;

import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.KgeModel;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * {@link Objective.NegativeSampling}: cuts batches into chunks that share negatives and leaves the
 * comparison to {@link ChunkCandidates}.
 */
final class SampledCandidates implements BatchObjective {
  private final TrainConfig config;
  private final Objective.NegativeSampling sampling;
  private final Triples train;
  private final NegativeSampler sampler;
  private final SideChooser sides;
  private final Queries queries;
  private final ChunkCandidates candidates;
  private final RowPenalty penalty;
  private final int[] order;
  private int epoch;

  /**
   * Makes the objective.
   *
   * @throws IllegalArgumentException if the config asks for what sampling does not do
   */
  SampledCandidates(KnowledgeGraph graph, KgeModel model, TrainConfig config, Workers workers) {
    if (config.relationPrediction() > 0) {
      throw new IllegalArgumentException(
          "relation-prediction must be 0 with negative-sampling, but is "
              + config.relationPrediction());
    }
    this.config = config;
    this.sampling = (Objective.NegativeSampling) config.objective();
    this.train = graph.train();
    int entities = model.entities().rows();
    this.sampler = new NegativeSampler(sampling.sampler(), train, entities);
    this.sides = SideChooser.of(sampling.sides(), train, graph.relations().size());
    this.queries = new Queries(model, config.dropout(), config.seed());
    KnownAnswers known =
        sampling.filtered() ? KnownAnswers.of(train, entities) : KnownAnswers.none();
    this.penalty = new RowPenalty(model, config.regularizer(), workers);
    this.candidates =
        model.interaction().projects()
            ? new ProjectedCandidates(model, config, known, penalty, workers)
            : new EntityCandidates(model, config, known, penalty, workers);
    this.order = new int[train.size()];
  }

  @Override
  public int startEpoch(int epoch) {
    this.epoch = epoch;
    Seeds.permute(order, Seeds.stream(config.seed(), "order", epoch));
    return (order.length + config.batchSize() - 1) / config.batchSize();
  }

  @Override
  public BatchLoss addGradients(int batch, Gradients gradients) {
    int from = batch * config.batchSize();
    int to = Math.min(order.length, from + config.batchSize());
    int scored = (to - from) * sides.queriesPerTriple();
    int chunkNumber = batch * ((config.batchSize() + sampling.chunk() - 1) / sampling.chunk());
    double loss = 0;
    double penalties = 0;
    for (int start = from; start < to; start += sampling.chunk()) {
      int[] triples = byRelation(start, Math.min(to, start + sampling.chunk()));
      long key = (long) epoch * order.length + start;
      SplittableRandom random = Seeds.stream(config.seed(), "negatives", key);
      for (Side side : Side.values()) {
        int[] chosen = sides.choose(side, triples, chunkNumber, random);
        if (chosen.length > 0) {
          SampledChunk chunk = chunk(side, chosen, 1f / scored, random);
          queries.start(side == Side.TAIL ? 2 * key : 2 * key + 1);
          addQueries(chunk, chosen);
          BatchLoss cost = candidates.addGradients(chunk, queries, gradients);
          loss += cost.loss();
          penalties += cost.penalty();
          charge(chunk);
        }
      }
      chunkNumber++;
    }
    penalties += penalty.isOff() ? 0 : penalty.addGradients(scored, gradients);
    return new BatchLoss(loss, penalties, scored);
  }

  /** Returns a stretch of the epoch's triples, ordered by relation. */
  private int[] byRelation(int from, int to) {
    long[] keys = new long[to - from];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((long) train.relation(order[from + i]) << 32) | order[from + i];
    }
    Arrays.sort(keys);
    int[] triples = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      triples[i] = (int) keys[i];
    }
    return triples;
  }

  private SampledChunk chunk(Side side, int[] triples, float share, SplittableRandom random) {
    int[] truths = new int[triples.length];
    int[] relations = new int[triples.length];
    for (int i = 0; i < triples.length; i++) {
      truths[i] = side == Side.TAIL ? train.tail(triples[i]) : train.head(triples[i]);
      relations[i] = train.relation(triples[i]);
    }
    int[] negatives = sampler.draw(sampling.negatives(), truths, random);
    return new SampledChunk(side, truths, relations, negatives, share);
  }

  private void addQueries(SampledChunk chunk, int[] triples) {
    for (int i = 0; i < triples.length; i++) {
      int known = chunk.side() == Side.TAIL ? train.head(triples[i]) : train.tail(triples[i]);
      queries.add(chunk.side(), known, chunk.relation(i));
    }
  }

  /** Charges the regulariser for the rows that the chunk uses. */
  private void charge(SampledChunk chunk) {
    for (int i = 0; i < chunk.size() && !penalty.isOff(); i++) {
      penalty.chargeEntity(queries.entity(i), 1);
      penalty.chargeEntity(chunk.truth(i), 1);
      penalty.chargeRelation(queries.relationRow(i), 1);
    }
  }
}
