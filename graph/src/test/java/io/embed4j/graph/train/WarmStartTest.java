package io.embed4j.graph.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.Initialization;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.model.TransR;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WarmStartTest {
  private static final KnowledgeGraph GRAPH = SmallGraph.random(30, 2, 200, 4);

  private final Workers workers = Workers.single();

  private static TestConfig transR() {
    TestConfig config = new TestConfig(new TransR(Comparison.L2, 6));
    config.initialization = new Initialization.WarmTransE(3);
    config.objective = Objective.NegativeSampling.defaults();
    return config;
  }

  private Trainer trainer(TestConfig config) {
    return new Trainer(GRAPH, config.build(), workers, _ -> 0);
  }

  @Test
  void transRTakesUpTheVectorsOfTransE() {
    TestConfig plain = new TestConfig(new TransE(Comparison.L2));
    plain.initialization = new Initialization.Xavier();
    plain.objective = Objective.NegativeSampling.defaults();
    plain.epochs = 3;
    Trainer transE = trainer(plain);
    while (!transE.isDone()) {
      transE.runEpoch(Progress.NONE);
    }
    int[] asked = {0};
    Trainer transR = trainer(transR());
    int batchesOfTransE = 3; // one an epoch
    transR.runEpoch(Progress.NONE, () -> asked[0]++ == batchesOfTransE);
    KgeModel model = transR.bestModel();
    assertThat(model.entities().data()).isEqualTo(transE.bestModel().entities().data());
    for (int r = 0; r < model.relations().rows(); r++) {
      assertThat(floats(model.relations().row(r).slice(0, 6)))
          .isEqualTo(floats(transE.bestModel().relations().row(r)));
    }
  }

  private static float[] floats(Row row) {
    return Arrays.copyOfRange(row.data(), row.offset(), row.offset() + row.length());
  }

  @Test
  void aStopDuringTheWarmStartLosesNothing() {
    Trainer stopped = trainer(transR());
    int[] asked = {0};
    assertThat(stopped.runEpoch(Progress.NONE, () -> asked[0]++ == 1).finished()).isFalse();
    Trainer resumed = trainer(transR());
    resumed.restore(stopped.snapshot());
    Trainer straight = trainer(transR());
    assertThat(resumed.runEpoch(Progress.NONE).finished()).isTrue();
    straight.runEpoch(Progress.NONE);
    assertThat(resumed.bestModel().relations().data())
        .isEqualTo(straight.bestModel().relations().data());
  }

  @Test
  void aProductModelIsRefused() {
    TestConfig config = new TestConfig(new ComplEx());
    config.initialization = new Initialization.WarmTransE(1);
    assertThatThrownBy(() -> trainer(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "initialization warm-trans-e suits translation models, but the model is ComplEx[]");
  }
}
