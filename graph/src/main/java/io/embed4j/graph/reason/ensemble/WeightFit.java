package io.embed4j.graph.reason.ensemble;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.evaluate.KnownAnswers;
import io.embed4j.graph.evaluate.QueryScorer;
import io.embed4j.graph.evaluate.Rank;
import io.embed4j.graph.evaluate.Ties;
import io.embed4j.graph.reason.rule.RuleScorer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Chooses the weights of an ensemble by the filtered MRR of the validation triples: for each
 * relation and side the best of a few, where all relations together speak with the voice of some
 * queries, so that a rare relation does not follow chance.
 */
public final class WeightFit {
  static final float[] CHOICES = {0, 0.125f, 0.25f, 0.5f, 0.75f, 1, 1.5f, 2, 3, 4, 6, 8, 16, 64};

  /** How many queries of its own a relation needs to be heard as much as all together. */
  private static final double PRIOR_QUERIES = 20;

  private final KnowledgeGraph graph;
  private final Workers workers;
  private final KnownAnswers known;

  /** Prepares a fit; indexes the graph's triples. */
  public WeightFit(KnowledgeGraph graph, Workers workers) {
    this.graph = graph;
    this.workers = workers;
    this.known = KnownAnswers.of(graph);
  }

  /**
   * Returns the weights.
   *
   * @param models makes a scorer of the model for each thread
   * @param rules makes a scorer of the rules for each thread
   */
  public Weights fit(
      Supplier<? extends QueryScorer> models, Supplier<RuleScorer> rules, Progress progress) {
    return new Weights(
        side(Side.TAIL, models, rules, progress), side(Side.HEAD, models, rules, progress));
  }

  private float[] side(
      Side side,
      Supplier<? extends QueryScorer> models,
      Supplier<RuleScorer> rules,
      Progress progress) {
    QueryIndex queries = QueryIndex.of(side, graph.valid());
    double[][] reciprocals = new double[queries.size()][];
    AtomicInteger next = new AtomicInteger();
    workers.forEach(
        workers.threads(),
        thread -> {
          Trial trial = new Trial(models.get(), rules.get());
          for (int q = next.getAndIncrement(); q < queries.size(); q = next.getAndIncrement()) {
            reciprocals[q] = trial.reciprocalRanks(queries, q);
            progress.report("weighing " + side, q + 1, queries.size(), "");
          }
        });
    return best(queries, reciprocals);
  }

  /** One thread's memory. */
  private final class Trial {
    private final QueryScorer model;
    private final RuleScorer rules;
    private final Row scores = Row.of(new float[graph.entities().size()]);
    private final Row mixed = Row.of(new float[graph.entities().size()]);
    private final Row logStrengths = Row.of(new float[graph.entities().size()]);

    Trial(QueryScorer model, RuleScorer rules) {
      this.model = model;
      this.rules = rules;
    }

    /** Returns, for each choice, the sum of 1 / rank over the answers of a query. */
    double[] reciprocalRanks(QueryIndex queries, int q) {
      Side side = queries.side();
      int entity = queries.entity(q);
      int relation = queries.relation(q);
      model.score(side, entity, relation, scores);
      EnsembleScorer.logStrengths(rules, side, entity, relation, logStrengths);
      int[] filter = known.answers(side, entity, relation);
      double[] sums = new double[CHOICES.length];
      for (int c = 0; c < CHOICES.length; c++) {
        System.arraycopy(scores.data(), 0, mixed.data(), 0, mixed.length());
        EnsembleScorer.add(CHOICES[c], logStrengths, mixed);
        for (int i = queries.start(q); i < queries.start(q + 1); i++) {
          sums[c] += 1 / Rank.of(mixed, queries.answer(i), filter).value(Ties.REALISTIC);
        }
      }
      return sums;
    }
  }

  private float[] best(QueryIndex queries, double[][] reciprocals) {
    double[][] sums = new double[graph.relations().size()][CHOICES.length];
    double[] all = new double[CHOICES.length];
    int answers = 0;
    for (int q = 0; q < queries.size(); q++) {
      for (int c = 0; c < CHOICES.length; c++) {
        sums[queries.relation(q)][c] += reciprocals[q][c];
        all[c] += reciprocals[q][c];
      }
      answers += queries.count(q);
    }
    double scale = PRIOR_QUERIES / Math.max(1, answers);
    float[] weights = new float[sums.length];
    for (int r = 0; r < sums.length; r++) {
      double[] own = sums[r];
      double[] values = new double[CHOICES.length];
      Arrays.setAll(values, c -> own[c] + scale * all[c]);
      weights[r] = CHOICES[argMax(values)];
    }
    return weights;
  }

  private static int argMax(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
