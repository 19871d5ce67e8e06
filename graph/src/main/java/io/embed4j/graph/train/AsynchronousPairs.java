package io.embed4j.graph.train;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.train.loss.Loss;
import io.embed4j.graph.train.regularizer.Regularizer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * {@link Objective.AsynchronousPairs}: scores a triple and its corruption, and if the margin is
 * violated moves the four rows at once. Threads share the tables without locks: an update may be
 * lost now and then, which stochastic descent forgives.
 */
final class AsynchronousPairs implements BatchObjective {
  private static final int TRIPLES_PER_TASK = 1024;

  private final KgeModel model;
  private final TrainConfig config;
  private final Workers workers;
  private final Triples train;
  private final SideChooser sides;
  private final boolean bothSides;
  private final float margin;
  private final int[] order;
  private float rate;
  private int epoch;

  /**
   * Makes the objective.
   *
   * @throws IllegalArgumentException if the config asks for what pairs do not do
   */
  AsynchronousPairs(KnowledgeGraph graph, KgeModel model, TrainConfig config, Workers workers) {
    require(config.loss() instanceof Loss.MarginRanking, "loss margin-ranking", config.loss());
    require(config.optimizer() instanceof Optimizer.Sgd, "optimizer sgd", config.optimizer());
    require(
        !model.interaction().projects() && model.shared().width() == 0,
        "a model without projection or shared parameters",
        model.interaction());
    require(
        config.regularizer() instanceof Regularizer.None, "no regularizer", config.regularizer());
    require(!config.dropout().isOn(), "no dropout", config.dropout());
    require(
        config.relationPrediction() == 0, "no relation-prediction", config.relationPrediction());
    this.model = model;
    this.config = config;
    this.workers = workers;
    this.train = graph.train();
    Objective.Sides chosen = ((Objective.AsynchronousPairs) config.objective()).sides();
    this.sides = SideChooser.of(chosen, train, graph.relations().size());
    this.bothSides = chosen == Objective.Sides.BOTH;
    this.margin = (float) ((Loss.MarginRanking) config.loss()).margin();
    this.order = new int[train.size()];
    setRateFactor(1);
  }

  private static void require(boolean holds, String what, Object found) {
    if (!holds) {
      throw new IllegalArgumentException("asynchronous-pairs needs " + what + ", but has " + found);
    }
  }

  @Override
  public int startEpoch(int epoch) {
    this.epoch = epoch;
    Seeds.permute(order, Seeds.stream(config.seed(), "order", epoch));
    return (order.length + config.batchSize() - 1) / config.batchSize();
  }

  @Override
  public void setRateFactor(double factor) {
    rate = (float) (config.optimizer().learningRate() * factor);
  }

  /** Trains a batch; leaves {@code gradients} empty, because the tables are up to date already. */
  @Override
  public BatchLoss addGradients(int batch, Gradients gradients) {
    int from = batch * config.batchSize();
    int to = Math.min(order.length, from + config.batchSize());
    double[] losses = new double[(to - from + TRIPLES_PER_TASK - 1) / TRIPLES_PER_TASK];
    workers.forEach(
        losses.length,
        task -> {
          int start = from + task * TRIPLES_PER_TASK;
          long key = (long) epoch * order.length + start;
          SplittableRandom random = Seeds.stream(config.seed(), "negatives", key);
          losses[task] = new Task(random).run(start, Math.min(to, start + TRIPLES_PER_TASK));
        });
    int scored = (to - from) * sides.queriesPerTriple();
    return new BatchLoss(Arrays.stream(losses).sum() / scored, 0, scored);
  }

  /** The work of one thread on a stretch of the epoch, with rows of its own for gradients. */
  private final class Task {
    final SplittableRandom random;
    final Interaction interaction = model.interaction();
    final Comparison comparison = interaction.comparison();
    final Row operator = Row.of(new float[interaction.operatorWidth(model.dim())]);
    final Row q = Row.of(new float[interaction.queryWidth(model.dim())]);
    final Row dq = Row.of(new float[q.length()]);
    final Row dKnown = Row.of(new float[model.entities().width()]);
    final Row dTruth = Row.of(new float[model.entities().width()]);
    final Row dNegative = Row.of(new float[model.entities().width()]);
    final Row dOperator = Row.of(new float[operator.length()]);
    final Row dRelation = Row.of(new float[model.relations().width()]);
    final Row dShared = Row.of();
    final List<Row> gradients = List.of(dq, dKnown, dTruth, dNegative, dOperator, dRelation);

    Task(SplittableRandom random) {
      this.random = random;
    }

    double run(int from, int to) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        int triple = order[i];
        boolean head = sides.corruptsHead(triple, i, random);
        sum += pair(triple, head);
        sum += bothSides ? pair(triple, !head) : 0;
      }
      return sum;
    }

    /** Returns max(0, margin + negative − positive) and moves the rows if it is above 0. */
    private double pair(int triple, boolean corruptsHead) {
      int relation = train.relation(triple);
      boolean inverse = corruptsHead && model.reciprocal();
      int relationRow = inverse ? model.relationCount() + relation : relation;
      Row known = model.entities().row(corruptsHead ? train.tail(triple) : train.head(triple));
      Row truth = model.entities().row(corruptsHead ? train.head(triple) : train.tail(triple));
      Row negative = model.entities().row(random.nextInt(model.entities().rows()));
      Row r = model.relations().row(relationRow);
      boolean asksTail = !corruptsHead || inverse;
      interaction.operator(r, model.shared().row(0), operator);
      if (asksTail) {
        interaction.tailQuery(known, operator, q);
      } else {
        interaction.headQuery(operator, known, q);
      }
      float violation = margin + comparison.score(q, negative) - comparison.score(q, truth);
      if (!(violation > 0)) {
        return 0;
      }
      clearGradients();
      comparison.addGradient(q, truth, -1, dq, dTruth);
      comparison.addGradient(q, negative, 1, dq, dNegative);
      if (asksTail) {
        interaction.addTailQueryGradient(known, operator, dq, dKnown, dOperator);
      } else {
        interaction.addHeadQueryGradient(operator, known, dq, dOperator, dKnown);
      }
      interaction.addOperatorGradient(r, model.shared().row(0), dOperator, dRelation, dShared);
      descend(known, dKnown);
      descend(truth, dTruth);
      descend(negative, dNegative);
      descend(r, dRelation);
      return violation;
    }

    private void clearGradients() {
      for (int i = 0; i < gradients.size(); i++) { // no iterator: nothing is allocated
        Arrays.fill(gradients.get(i).data(), 0);
      }
    }

    private void descend(Row x, Row dx) {
      Vectors.sgd(x.data(), x.offset(), dx.data(), 0, x.length(), rate);
    }
  }
}
