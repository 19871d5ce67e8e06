package io.embed4j.graph.reason.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.evaluate.ModelScorer;
import io.embed4j.graph.evaluate.RandomGraphs;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.DistMult;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.TransE;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with gradients from differences of scores, over all parameters. */
class InfluenceTest {
  private static final float STEP = 0.02f;

  private final KnowledgeGraph graph = RandomGraphs.graph(6, 2, 20, 1);

  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of(new ComplEx(), true, 1e-3),
        Arguments.of(new ComplEx(), false, 1e-3),
        Arguments.of(new DistMult(), false, 1e-3),
        Arguments.of(new TransE(Comparison.SQUARED_L2), false, 1e-2),
        Arguments.of(new TransE(Comparison.L2), true, 1e-2));
  }

  @ParameterizedTest
  @MethodSource("models")
  void equalsTheProductOfTheGradients(Interaction formula, boolean reciprocal, double tolerance) {
    KgeModel model = RandomGraphs.model(formula, 3, reciprocal, graph, 4);
    double[] fact = gradient(model, Side.TAIL, 0, 0, 1);
    double unit = product(fact, fact);
    Influence influence = new Influence(model, 0, 0, 1);

    for (int[] z : new int[][] {{0, 0, 1}, {0, 1, 1}, {0, 0, 2}, {3, 0, 1}, {2, 1, 0}, {1, 0, 0}}) {
      double expected = -product(fact, gradient(model, Side.TAIL, z[0], z[1], z[2])) / unit;
      if (reciprocal) {
        expected -= product(fact, gradient(model, Side.HEAD, z[0], z[1], z[2])) / unit;
      }
      assertThat(influence.change(z[0], z[1], z[2])).isCloseTo(expected, within(tolerance));
    }
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private double[] gradient(KgeModel model, Side side, int head, int relation, int tail) {
    float[] entities = model.entities().data();
    float[] relations = model.relations().data();
    double[] gradient = new double[entities.length + relations.length];
    for (int i = 0; i < gradient.length; i++) {
      float[] table = i < entities.length ? entities : relations;
      int place = i < entities.length ? i : i - entities.length;
      float saved = table[place];
      table[place] = saved + STEP;
      double above = score(model, side, head, relation, tail);
      table[place] = saved - STEP;
      double below = score(model, side, head, relation, tail);
      table[place] = saved;
      gradient[i] = (above - below) / (2.0 * STEP);
    }
    return gradient;
  }

  private double score(KgeModel model, Side side, int head, int relation, int tail) {
    Row scores = Row.of(new float[graph.entities().size()]);
    try (Workers workers = Workers.single()) {
      ModelScorer.of(model, workers)
          .get()
          .score(side, side == Side.TAIL ? head : tail, relation, scores);
    }
    return scores.at(side == Side.TAIL ? tail : head);
  }
}
