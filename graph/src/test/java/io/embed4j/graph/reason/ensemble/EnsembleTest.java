package io.embed4j.graph.reason.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.evaluate.Evaluator;
import io.embed4j.graph.evaluate.ModelScorer;
import io.embed4j.graph.evaluate.QueryScorer;
import io.embed4j.graph.evaluate.RandomGraphs;
import io.embed4j.graph.evaluate.Scope;
import io.embed4j.graph.evaluate.SideMetrics;
import io.embed4j.graph.model.DistMult;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.rule.MiningBudget;
import io.embed4j.graph.reason.rule.MiningSettings;
import io.embed4j.graph.reason.rule.RuleIndex;
import io.embed4j.graph.reason.rule.RuleMiner;
import io.embed4j.graph.reason.rule.RuleScorer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EnsembleTest {
  private final KnowledgeGraph graph = RandomGraphs.graph(30, 1, 150, 3);
  private final KgeModel model = RandomGraphs.model(new DistMult(), 4, false, graph, 5);

  private SideMetrics evaluate(Supplier<? extends QueryScorer> scorers, Workers workers) {
    return new Evaluator(graph, workers)
        .evaluate(scorers, Scope.valid(graph), Progress.NONE)
        .realistic();
  }

  private Supplier<RuleScorer> rules(Workers workers) {
    RuleIndex index =
        new RuleIndex(
            graph,
            new RuleMiner(graph, new MiningSettings(2, 2, 0, 1), workers)
                .mine(new MiningBudget.Samples(2000), Progress.NONE, () -> false));
    return () -> new RuleScorer(index);
  }

  private static Weights constant(float tails, float heads) {
    return new Weights(new float[] {tails}, new float[] {heads});
  }

  @Test
  void choosesForEachSideTheWeightThatIsBestOnValidation() {
    try (Workers workers = new Workers(2)) {
      Supplier<RuleScorer> rules = rules(workers);
      Supplier<ModelScorer> models = ModelScorer.of(model, workers);
      double bestTails = 0;
      double bestHeads = 0;
      for (float weight : WeightFit.CHOICES) {
        SideMetrics metrics = evaluate(ensemble(models, rules, constant(weight, weight)), workers);
        bestTails = Math.max(bestTails, metrics.tail().mrr());
        bestHeads = Math.max(bestHeads, metrics.head().mrr());
      }

      Weights fitted = new WeightFit(graph, workers).fit(models, rules, Progress.NONE);

      SideMetrics metrics = evaluate(ensemble(models, rules, fitted), workers);
      // Answers that valid repeats count once in the fit and as often as they occur here.
      assertThat(metrics.tail().mrr())
          .isCloseTo(bestTails, org.assertj.core.data.Offset.offset(0.01));
      assertThat(metrics.head().mrr())
          .isCloseTo(bestHeads, org.assertj.core.data.Offset.offset(0.01));
      assertThat(bestTails).isGreaterThan(evaluate(models, workers).tail().mrr() + 0.02);
    }
  }

  private Supplier<EnsembleScorer> ensemble(
      Supplier<ModelScorer> models, Supplier<RuleScorer> rules, Weights weights) {
    return () -> new EnsembleScorer(models.get(), rules.get(), weights, graph.entities().size());
  }

  @Test
  void aWeightOfNothingLeavesTheModelAlone() {
    try (Workers workers = Workers.single()) {
      Supplier<ModelScorer> models = ModelScorer.of(model, workers);
      SideMetrics alone =
          new Evaluator(graph, workers)
              .evaluate(model, Scope.valid(graph), Progress.NONE)
              .realistic();

      assertThat(evaluate(models, workers)).isEqualTo(alone);
      assertThat(evaluate(ensemble(models, rules(workers), constant(0, 0)), workers))
          .isEqualTo(alone);
    }
  }

  @Test
  void aLargeWeightLeavesTheRulesAlmostAlone() {
    try (Workers workers = Workers.single()) {
      Supplier<RuleScorer> rules = rules(workers);
      float[] strengths = new float[graph.entities().size()];
      float[] scores = new float[strengths.length];
      rules.get().strengths(Side.TAIL, 3, 0, io.embed4j.core.table.Row.of(strengths));
      ensemble(ModelScorer.of(model, workers), rules, constant(1e6f, 0))
          .get()
          .score(Side.TAIL, 3, 0, io.embed4j.core.table.Row.of(scores));

      float[] sorted = strengths.clone();
      Arrays.sort(sorted);
      assertThat(sorted[sorted.length - 1]).isPositive();
      for (int i = 0; i < scores.length; i++) {
        for (int j = 0; j < scores.length; j++) {
          if (strengths[i] > strengths[j] + 1e-4) {
            assertThat(scores[i]).isGreaterThan(scores[j]);
          }
        }
      }
    }
  }
}
