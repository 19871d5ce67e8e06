package io.embed4j.graph.train;

import static io.embed4j.graph.train.BatchOracle.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.DistMult;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.RESCAL;
import io.embed4j.graph.model.RotatE;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransH;
import io.embed4j.graph.model.TuckER;
import io.embed4j.graph.train.BatchOracle.Query;
import io.embed4j.graph.train.loss.Loss;
import io.embed4j.graph.train.regularizer.Regularizer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Grouped and tiled 1-vs-all and k-vs-all against their definitions, triple by triple. */
class AllCandidatesTest {
  private static final KnowledgeGraph GRAPH = SmallGraph.random(19, 3, 90, 11);

  @AutoClose private final Workers workers = new Workers(2);

  static Stream<Interaction> models() {
    return Stream.of(
        new ComplEx(),
        new DistMult(),
        new TransE(Comparison.L1),
        new TransE(Comparison.L2),
        new TransE(Comparison.SQUARED_L2),
        new RotatE(Comparison.MODULUS),
        new RotatE(Comparison.L2),
        new RESCAL(),
        new TuckER(4));
  }

  static Stream<Loss> losses() {
    return Stream.of(
        new Loss.CrossEntropy(0),
        new Loss.CrossEntropy(0.2),
        new Loss.BinaryCrossEntropy(0, 0),
        new Loss.BinaryCrossEntropy(3, 0.1));
  }

  @ParameterizedTest
  @MethodSource("models")
  void oneVsAllEqualsTheSumOverTriples(Interaction interaction) {
    losses().forEach(loss -> check(interaction, new Objective.OneVsAll(), loss));
  }

  @ParameterizedTest
  @MethodSource("models")
  void kVsAllEqualsTheSumOverQueries(Interaction interaction) {
    losses().forEach(loss -> check(interaction, new Objective.KvsAll(), loss));
  }

  private void check(Interaction interaction, Objective objective, Loss loss) {
    for (boolean reciprocal : new boolean[] {false, true}) {
      TestConfig config = new TestConfig(interaction);
      config.reciprocal = reciprocal;
      config.objective = objective;
      config.loss = loss;
      Step step = new Step(config.build());
      BatchOracle oracle = new BatchOracle(step.model);
      double expected = 0;
      for (Side side : Side.values()) {
        expected +=
            objective instanceof Objective.KvsAll
                ? addQueries(oracle, side, loss)
                : addTriples(oracle, side, loss);
      }
      String name = interaction + ", " + objective + ", " + loss + ", reciprocal " + reciprocal;
      assertClose(step.result.loss(), expected, name);
      oracle.assertEquals(step.gradients, name);
    }
  }

  /** The mean over triples and directions of the loss of one true answer. */
  private static double addTriples(BatchOracle oracle, Side side, Loss loss) {
    Triples train = GRAPH.train();
    double share = 1.0 / (2 * train.size());
    double sum = 0;
    for (int i = 0; i < train.size(); i++) {
      int head = train.head(i);
      int tail = train.tail(i);
      Query query = new Query(side, side == Side.TAIL ? head : tail, train.relation(i));
      double[] labels = new double[GRAPH.entities().size()];
      labels[side == Side.TAIL ? tail : head] = 1;
      sum += addLoss(oracle, query, labels, loss, share);
    }
    return sum;
  }

  /** The mean over queries, whose answers share one label (cross-entropy) or have 1 each. */
  private static double addQueries(BatchOracle oracle, Side side, Loss loss) {
    QueryIndex index = QueryIndex.of(side, GRAPH.train());
    int queries =
        QueryIndex.of(Side.TAIL, GRAPH.train()).size()
            + QueryIndex.of(Side.HEAD, GRAPH.train()).size();
    double sum = 0;
    for (int q = 0; q < index.size(); q++) {
      double[] labels = new double[GRAPH.entities().size()];
      for (int p = index.start(q); p < index.start(q) + index.count(q); p++) {
        labels[index.answer(p)] = loss instanceof Loss.CrossEntropy ? 1.0 / index.count(q) : 1;
      }
      Query query = new Query(side, index.entity(q), index.relation(q));
      sum += addLoss(oracle, query, labels, loss, 1.0 / queries);
    }
    return sum;
  }

  /** One query against all entities, from the definition of the loss, in double. */
  private static double addLoss(
      BatchOracle oracle, Query query, double[] labels, Loss loss, double share) {
    double[] s = oracle.scores(query);
    int n = s.length;
    double sum = 0;
    double z = 0;
    for (double x : s) {
      z += Math.exp(x);
    }
    for (int j = 0; j < n; j++) {
      double ds;
      if (loss instanceof Loss.BinaryCrossEntropy(double offset, double e)) {
        double y = (1 - e) * labels[j] + e / 2;
        double p = 1 / (1 + Math.exp(-s[j] - offset));
        sum -= (y * Math.log(p) + (1 - y) * Math.log(1 - p)) / n;
        ds = (p - y) / n;
      } else {
        double e = ((Loss.CrossEntropy) loss).labelSmoothing();
        double y = (1 - e) * labels[j] + e / n;
        double p = Math.exp(s[j]) / z;
        sum -= y * Math.log(p);
        ds = p - y;
      }
      oracle.addGradient(query, j, share * ds);
    }
    return share * sum;
  }

  @Test
  void penaltiesAreChargedForEachTriple() {
    List<Regularizer> regularizers =
        List.of(
            new Regularizer.N3(0.3),
            new Regularizer.Lp(2, 0.3),
            new Regularizer.Lp(3, 0.3),
            new Regularizer.Dura(0.3));
    for (Interaction interaction : List.of(new ComplEx(), new DistMult(), new RESCAL())) {
      for (Regularizer regularizer : regularizers) {
        for (boolean reciprocal : new boolean[] {false, true}) {
          checkPenalty(interaction, regularizer, reciprocal);
        }
      }
    }
  }

  private void checkPenalty(Interaction interaction, Regularizer regularizer, boolean reciprocal) {
    TestConfig config = new TestConfig(interaction);
    config.reciprocal = reciprocal;
    config.regularizer = regularizer;
    Step step = new Step(config.build());
    BatchOracle oracle = new BatchOracle(step.model);
    Triples train = GRAPH.train();
    double share = 1.0 / (2 * train.size());
    double penalty = 0;
    for (Side side : Side.values()) {
      addTriples(oracle, side, config.loss);
      for (int i = 0; i < train.size(); i++) {
        int known = side == Side.TAIL ? train.head(i) : train.tail(i);
        int answer = side == Side.TAIL ? train.tail(i) : train.head(i);
        Query query = new Query(side, known, train.relation(i));
        penalty += oracle.addPenalty(query, answer, regularizer, share);
      }
    }
    String name = interaction + ", " + regularizer + ", reciprocal " + reciprocal;
    // penalties are means over triples, whose weight stands in the gradient only
    assertClose(step.result.penalty(), penalty, name);
    oracle.assertEquals(step.gradients, name);
  }

  @Test
  void relationPredictionEqualsTheSumOverTriples() {
    for (Interaction interaction : List.of(new ComplEx(), new DistMult())) {
      for (boolean reciprocal : new boolean[] {false, true}) {
        TestConfig config = new TestConfig(interaction);
        config.reciprocal = reciprocal;
        config.relationPrediction = 0.7;
        Step step = new Step(config.build());
        BatchOracle oracle = new BatchOracle(step.model);
        double expected = 0;
        for (Side side : Side.values()) {
          expected += addTriples(oracle, side, config.loss);
          expected += addRelations(oracle, step.model, side, 0.7);
        }
        String name = interaction + ", relation prediction, reciprocal " + reciprocal;
        assertClose(step.result.loss(), expected, name);
        oracle.assertEquals(step.gradients, name);
      }
    }
  }

  /** −log softmax of the relation row among all rows of the relation table. */
  private static double addRelations(BatchOracle oracle, KgeModel model, Side side, double weight) {
    Triples train = GRAPH.train();
    double share = weight / (2 * train.size());
    double sum = 0;
    for (int i = 0; i < train.size(); i++) {
      // (t, R + r, h) with reciprocal relations: every row of the table is asked as a tail query
      boolean swapped = model.reciprocal() && side == Side.HEAD;
      int first = swapped ? train.tail(i) : train.head(i);
      int second = swapped ? train.head(i) : train.tail(i);
      double[] s = new double[model.relations().rows()];
      double z = 0;
      for (int r = 0; r < s.length; r++) {
        s[r] = oracle.score(new Query(Side.TAIL, first, r), second);
        z += Math.exp(s[r]);
      }
      int truth = model.relationRow(side, train.relation(i));
      sum -= Math.log(Math.exp(s[truth]) / z);
      for (int r = 0; r < s.length; r++) {
        double ds = Math.exp(s[r]) / z - (r == truth ? 1 : 0);
        oracle.addGradient(new Query(Side.TAIL, first, r), second, share * ds);
      }
    }
    return share * sum;
  }

  @Test
  void batchesOfAnEpochCoverEveryQueryOnce() {
    TestConfig config = new TestConfig(new DistMult());
    config.batchSize = 13;
    KgeModel model = model(config.build(), GRAPH);
    AllCandidates objective = new AllCandidates(GRAPH, model, config.build(), workers);
    long triples = 0;
    int batches = objective.startEpoch(3);
    for (int b = 0; b < batches; b++) {
      Gradients gradients = Gradients.of(model);
      triples += objective.addGradients(b, gradients).triples();
    }
    assertThat(triples).isEqualTo(2L * GRAPH.train().size());
  }

  @Test
  void modelsThatProjectAreRefused() {
    TrainConfig config = new TestConfig(new TransH(Comparison.L2)).build();
    KgeModel model = model(config, GRAPH);
    assertThatThrownBy(() -> new AllCandidates(GRAPH, model, config, workers))
        .hasMessageContaining("use negative-sampling with TransH");
  }

  static KgeModel model(TrainConfig config, KnowledgeGraph graph) {
    KgeModel model =
        KgeModel.zeros(
            config.model(),
            config.dim(),
            config.reciprocal(),
            graph.entities().size(),
            graph.relations().size());
    config.initialization().fill(model, config.seed());
    return model;
  }

  /** The first batch of an epoch, which holds all queries. */
  private final class Step {
    final KgeModel model;
    final Gradients gradients;
    final BatchObjective.BatchLoss result;

    Step(TrainConfig config) {
      model = model(config, GRAPH);
      gradients = Gradients.of(model);
      AllCandidates objective = new AllCandidates(GRAPH, model, config, workers);
      assertThat(objective.startEpoch(1)).isEqualTo(1);
      result = objective.addGradients(0, gradients);
    }
  }
}
