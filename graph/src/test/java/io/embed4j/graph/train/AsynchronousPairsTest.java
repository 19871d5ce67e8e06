package io.embed4j.graph.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.run.Seeds;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransH;
import io.embed4j.graph.train.BatchOracle.Query;
import io.embed4j.graph.train.loss.Loss;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AsynchronousPairsTest {
  private static final KnowledgeGraph GRAPH = SmallGraph.random(19, 3, 90, 11);
  private static final float RATE = 0.05f;

  private static TestConfig config(Interaction model) {
    TestConfig config = new TestConfig(model);
    config.objective = new Objective.AsynchronousPairs(Objective.Sides.ALTERNATING);
    config.loss = new Loss.MarginRanking(2);
    config.optimizer = new Optimizer.Sgd(RATE);
    return config;
  }

  @Test
  void oneThreadEqualsDescentTripleByTriple() {
    for (Interaction interaction :
        List.of(new TransE(Comparison.L1), new TransE(Comparison.L2), new ComplEx())) {
      for (boolean reciprocal : new boolean[] {false, true}) {
        TestConfig test = config(interaction);
        test.reciprocal = reciprocal;
        TrainConfig config = test.build();
        KgeModel model = AllCandidatesTest.model(config, GRAPH);
        KgeModel expected = AllCandidatesTest.model(config, GRAPH);
        try (Workers workers = Workers.single()) {
          AsynchronousPairs objective = new AsynchronousPairs(GRAPH, model, config, workers);
          objective.startEpoch(1);
          objective.setRateFactor(0.5);
          double loss = objective.addGradients(0, Gradients.of(model)).loss();
          BatchOracle.assertClose(loss, descend(config, expected), interaction + ", loss");
        }
        assertClose(model.entities(), expected.entities(), interaction + ", entities");
        assertClose(model.relations(), expected.relations(), interaction + ", relations");
      }
    }
  }

  /** The first epoch, each step from the definition of the loss; returns the mean loss. */
  private static double descend(TrainConfig config, KgeModel model) {
    Triples train = GRAPH.train();
    int[] order = new int[train.size()];
    Seeds.permute(order, Seeds.stream(config.seed(), "order", 1));
    SplittableRandom random = Seeds.stream(config.seed(), "negatives", order.length);
    double sum = 0;
    for (int i = 0; i < order.length; i++) {
      int triple = order[i];
      Side side = i % 2 == 0 ? Side.TAIL : Side.HEAD;
      int known = side == Side.TAIL ? train.head(triple) : train.tail(triple);
      int truth = side == Side.TAIL ? train.tail(triple) : train.head(triple);
      int negative = random.nextInt(GRAPH.entities().size());
      Query query = new Query(side, known, train.relation(triple));
      BatchOracle oracle = new BatchOracle(model);
      double violation = 2 + oracle.score(query, negative) - oracle.score(query, truth);
      if (violation > 0) {
        sum += violation;
        oracle.addGradient(query, truth, -1);
        oracle.addGradient(query, negative, 1);
        oracle.descend(RATE / 2);
      }
    }
    return sum / order.length;
  }

  private static void assertClose(EmbeddingTable actual, EmbeddingTable expected, String name) {
    for (int i = 0; i < actual.data().length; i++) {
      BatchOracle.assertClose(actual.data()[i], expected.data()[i], name);
    }
  }

  @Test
  void severalThreadsLearn() {
    TestConfig test = config(new TransE(Comparison.L1));
    test.batchSize = 50;
    TrainConfig config = test.build();
    KgeModel model = AllCandidatesTest.model(config, GRAPH);
    try (Workers workers = new Workers(4)) {
      AsynchronousPairs objective = new AsynchronousPairs(GRAPH, model, config, workers);
      double first = 0;
      double last = 0;
      for (int epoch = 1; epoch <= 60; epoch++) {
        last = 0;
        for (int batch = 0; batch < objective.startEpoch(epoch); batch++) {
          last += objective.addGradients(batch, Gradients.of(model)).loss();
        }
        first = epoch == 1 ? last : first;
      }
      assertThat(last).isLessThan(0.6 * first);
    }
  }

  @Test
  void whatPairsDoNotDoIsRefused() {
    TestConfig adagrad = config(new TransE(Comparison.L1));
    adagrad.optimizer = new Optimizer.Adagrad(1, false);
    assertRefused(adagrad, "asynchronous-pairs needs optimizer sgd, but has Adagrad");
    TestConfig entropy = config(new TransE(Comparison.L1));
    entropy.loss = new Loss.CrossEntropy(0);
    assertRefused(entropy, "asynchronous-pairs needs loss margin-ranking, but has CrossEntropy");
    assertRefused(
        config(new TransH(Comparison.L1)), "needs a model without projection or shared parameters");
  }

  private static void assertRefused(TestConfig test, String message) {
    TrainConfig config = test.build();
    KgeModel model = AllCandidatesTest.model(config, GRAPH);
    try (Workers workers = Workers.single()) {
      assertThatThrownBy(() -> new AsynchronousPairs(GRAPH, model, config, workers))
          .hasMessageContaining(message);
    }
  }
}
