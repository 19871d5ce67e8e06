package io.embed4j.graph.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.Initialization;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.RESCAL;
import io.embed4j.graph.model.RotatE;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransH;
import io.embed4j.graph.model.TransR;
import io.embed4j.graph.train.BatchOracle.Query;
import io.embed4j.graph.train.loss.Loss;
import io.embed4j.graph.train.regularizer.Regularizer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A graph of regular relations must be learnt, its unseen triples included; by models that project,
 * which have a way of their own for each relation, at least the triples that they have seen.
 */
class ToyGraphTest {
  private static final KnowledgeGraph CIRCLE = SmallGraph.steps(30, 6, true);

  /** For translations, which cannot come back to where they started. */
  private static final KnowledgeGraph LINE = SmallGraph.steps(30, 6, false);

  static Stream<TestConfig> configs() {
    return Stream.of(
        config(new ComplEx(), new Objective.OneVsAll()),
        config(new RESCAL(), new Objective.KvsAll()),
        config(new ComplEx(), sampling(Objective.Sides.BERNOULLI)),
        config(new RotatE(Comparison.MODULUS), sampling(Objective.Sides.BOTH)),
        config(new TransE(Comparison.L2), new Objective.OneVsAll()),
        config(new TransH(Comparison.SQUARED_L2), sampling(Objective.Sides.BOTH)),
        config(new TransR(Comparison.SQUARED_L2, 16), sampling(Objective.Sides.ALTERNATING)));
  }

  private static Objective sampling(Objective.Sides sides) {
    return new Objective.NegativeSampling(20, 60, Objective.Sampler.UNIFORM, sides, true);
  }

  private static TestConfig config(Interaction model, Objective objective) {
    TestConfig config = new TestConfig(model);
    config.objective = objective;
    config.dim = 16;
    config.optimizer = new Optimizer.Adagrad(0.2, false);
    config.initialization = new Initialization.Normal(0.3);
    config.batchSize = 60;
    config.epochs = 300;
    if (model.comparison() == Comparison.DOT) {
      config.regularizer = new Regularizer.N3(0.02);
    } else if (model instanceof RotatE) {
      config.loss = new Loss.SelfAdversarial(3, 1);
    }
    return config;
  }

  @ParameterizedTest
  @MethodSource("configs")
  void trueTriplesRankFirst(TestConfig config) {
    boolean translates = config.model.getClass().getSimpleName().startsWith("Trans");
    KnowledgeGraph graph = translates ? LINE : CIRCLE;
    Triples ranked = config.model.projects() ? graph.train() : graph.test();
    try (Workers workers = new Workers(2)) {
      Trainer trainer = new Trainer(graph, config.build(), workers, model -> 0);
      while (!trainer.isDone()) {
        trainer.runEpoch(Progress.NONE);
      }
      double mrr = mrr(graph, ranked, new BatchOracle(trainer.bestModel()));
      assertThat(mrr).as("%s, %s", config.model, config.objective).isGreaterThan(0.9);
    }
  }

  /** Filtered mean reciprocal rank of triples, both sides. */
  private static double mrr(KnowledgeGraph graph, Triples test, BatchOracle oracle) {
    double sum = 0;
    for (Side side : Side.values()) {
      QueryIndex known = QueryIndex.of(side, graph.train(), graph.test());
      for (int i = 0; i < test.size(); i++) {
        int entity = side == Side.TAIL ? test.head(i) : test.tail(i);
        int answer = side == Side.TAIL ? test.tail(i) : test.head(i);
        double[] scores = oracle.scores(new Query(side, entity, test.relation(i)));
        int query = known.find(entity, test.relation(i));
        int rank = 1;
        for (int j = 0; j < scores.length; j++) {
          rank += scores[j] >= scores[answer] && !known.isAnswer(query, j) ? 1 : 0;
        }
        sum += 1.0 / rank;
      }
    }
    return sum / (2 * test.size());
  }
}
