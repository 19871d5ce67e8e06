package io.embed4j.graph.reason.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.RandomGraphs;
import io.embed4j.graph.evaluate.Ranks;
import io.embed4j.graph.model.ComplEx;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.calibrate.Calibration;
import io.embed4j.graph.reason.calibrate.Curve;
import io.embed4j.graph.reason.calibrate.Fit;
import io.embed4j.graph.reason.calibrate.Method;
import io.embed4j.graph.reason.calibrate.Negatives;
import io.embed4j.graph.reason.rule.MiningBudget;
import io.embed4j.graph.reason.rule.MiningSettings;
import io.embed4j.graph.reason.rule.Rule;
import io.embed4j.graph.reason.rule.RuleMiner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  private final KnowledgeGraph graph = RandomGraphs.graph(14, 3, 60, 1);
  private final KgeModel model = RandomGraphs.model(new ComplEx(), 4, true, graph, 2);

  private boolean isInTrain(int head, int relation, int tail) {
    Triples train = graph.train();
    for (int i = 0; i < train.size(); i++) {
      if (train.head(i) == head && train.relation(i) == relation && train.tail(i) == tail) {
        return true;
      }
    }
    return false;
  }

  @Test
  void givesTheRanksOfTheEvaluatorAndTrueReasons() {
    try (Workers workers = Workers.single()) {
      Ranks ranks = new Evaluator(graph, workers).rank(model, graph.test(), Progress.NONE);
      RuleMiner miner = new RuleMiner(graph, new MiningSettings(3, 2, 0, 1), workers);
      Fit fit = new Fit(1, 1, new Curve.Platt(2, -1));
      Calibration calibration =
          new Calibration(Method.PLATT, Negatives.CORRUPTED, 1, fit, Map.of());
      Explainer explainer = new Explainer(model, graph, Optional.of(calibration), workers);
      int arguments = 0;
      for (int i = 0; i < graph.test().size(); i++) {
        int h = graph.test().head(i);
        int r = graph.test().relation(i);
        int t = graph.test().tail(i);
        List<Rule> rules = miner.mineFor(h, r, t, new MiningBudget.Samples(300));

        Explanation explanation = explainer.explain(h, r, t, rules, 4);

        assertThat(explanation.known()).isTrue();
        assertThat(explanation.probability())
            .hasValue(fit.curve().probability(explanation.score()));
        assertThat(explanation.amongTails()).isEqualTo(ranks.rank(Side.TAIL, i));
        assertThat(explanation.amongHeads()).isEqualTo(ranks.rank(Side.HEAD, i));
        assertThat(explanation.arguments()).hasSizeLessThanOrEqualTo(4);
        for (Explanation.Argument argument : explanation.arguments()) {
          arguments++;
          assertThat(argument.rule().relation()).isEqualTo(r);
          Triples path = argument.path();
          assertThat(path.size()).isPositive();
          for (int k = 0; k < path.size(); k++) {
            assertThat(isInTrain(path.head(k), path.relation(k), path.tail(k))).isTrue();
          }
          assertThat(List.of(h, t)).containsAnyOf(path.head(0), path.tail(0));
        }
        assertThat(explanation.similar())
            .allSatisfy(s -> assertThat(isInTrain(s.head(), r, s.tail())).isTrue());
        assertThat(explanation.supports())
            .isSortedAccordingTo((a, b) -> Double.compare(a.change(), b.change()))
            .allSatisfy(
                s -> {
                  assertThat(isInTrain(s.head(), s.relation(), s.tail())).isTrue();
                  assertThat(List.of(s.head(), s.tail())).containsAnyOf(h, t);
                  assertThat(s.change()).isNegative();
                });
      }
      assertThat(arguments).isGreaterThan(20);
    }
  }
}
