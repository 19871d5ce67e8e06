package io.embed4j.graph.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.DistMult;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.RESCAL;
import io.embed4j.graph.model.RotatE;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransR;
import io.embed4j.graph.train.loss.Loss;
import io.embed4j.graph.train.regularizer.Regularizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same seed gives the same bits: with any number of threads, cold and after warm-up. */
class DeterminismTest {
  /** One relation has more queries in a batch than a run holds, so that runs are split. */
  private static final KnowledgeGraph GRAPH = SmallGraph.random(150, 3, 1500, 4);

  static Stream<TestConfig> configs() {
    List<TestConfig> configs = new ArrayList<>();
    for (Objective objective :
        List.of(
            new Objective.OneVsAll(),
            new Objective.KvsAll(),
            sampling(Objective.Sampler.UNIFORM, Objective.Sides.BOTH),
            sampling(Objective.Sampler.DEGREE, Objective.Sides.BERNOULLI),
            sampling(Objective.Sampler.IN_BATCH, Objective.Sides.ALTERNATING))) {
      for (Interaction model :
          List.of(
              new ComplEx(),
              new RESCAL(),
              new TransE(Comparison.L1),
              new TransE(Comparison.L2),
              new RotatE(Comparison.MODULUS))) {
        configs.add(config(model, objective));
      }
    }
    Objective sampled = sampling(Objective.Sampler.UNIFORM, Objective.Sides.BOTH);
    configs.add(config(new TransR(Comparison.SQUARED_L2, 20), sampled));
    TestConfig prediction = config(new ComplEx(), new Objective.OneVsAll());
    prediction.relationPrediction = 0.3;
    configs.add(prediction);
    TestConfig rowWise = config(new DistMult(), sampled);
    rowWise.optimizer = new Optimizer.Adagrad(0.1, true);
    configs.add(rowWise);
    TestConfig adam = config(new DistMult(), new Objective.OneVsAll());
    adam.optimizer = new Optimizer.Adam(0.01, 0.9, 0.999);
    adam.loss = new Loss.BinaryCrossEntropy(0, 0.1);
    configs.add(adam);
    return configs.stream();
  }

  private static Objective sampling(Objective.Sampler sampler, Objective.Sides sides) {
    return new Objective.NegativeSampling(30, 300, sampler, sides, true);
  }

  private static TestConfig config(Interaction model, Objective objective) {
    TestConfig config = new TestConfig(model);
    config.objective = objective;
    config.dim = 24;
    config.reciprocal = true;
    config.dropout = new Dropout(0.2, 0.1);
    config.regularizer = new Regularizer.N3(0.01);
    config.batchSize = 400;
    return config;
  }

  @ParameterizedTest
  @MethodSource("configs")
  void equalSeedsGiveEqualBits(TestConfig config) {
    KgeModel cold = train(config, 1);
    KgeModel two = train(config, 2);
    KgeModel three = train(config, 3);
    String name = config.model + ", " + config.objective;
    for (KgeModel other : List.of(two, three)) {
      assertThat(other.entities().data()).as(name).isEqualTo(cold.entities().data());
      assertThat(other.relations().data()).as(name).isEqualTo(cold.relations().data());
    }
    assertThat(cold.entities().data()).as(name).doesNotContain(Float.NaN);
  }

  private static KgeModel train(TestConfig config, int threads) {
    try (Workers workers = new Workers(threads)) {
      Trainer trainer = new Trainer(GRAPH, config.build(), workers, model -> 0);
      EpochReport report = trainer.runEpoch(Progress.NONE);
      assertThat(report.loss()).isFinite();
      return trainer.bestModel();
    }
  }
}
