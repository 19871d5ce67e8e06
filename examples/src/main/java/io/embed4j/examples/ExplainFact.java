package io.embed4j.examples;

import io.embed4j.core.run.Workers;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.reason.explain.Explainer;
import io.embed4j.graph.reason.explain.Explanation;
import io.embed4j.graph.reason.rule.MiningBudget;
import io.embed4j.graph.reason.rule.MiningSettings;
import io.embed4j.graph.reason.rule.Rule;
import io.embed4j.graph.reason.rule.RuleMiner;
import io.embed4j.graph.reason.rule.RuleText;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Says why a model believes the first test fact: rules, and the facts that its score rests on. */
public final class ExplainFact {
  private ExplainFact() {}

  /** Takes a run folder. */
  public static void main(String[] args) {
    TrainedModel trained = ModelFolder.read(ModelFolder.locate(Path.of(args[0])));
    KnowledgeGraph graph = trained.graph();
    Triples test = graph.test();
    int head = test.head(0);
    int relation = test.relation(0);
    int tail = test.tail(0);
    try (Workers workers = Workers.all()) {
      List<Rule> rules =
          new RuleMiner(graph, MiningSettings.DEFAULT, workers)
              .mineFor(head, relation, tail, new MiningBudget.Samples(1000));
      Explanation explanation =
          new Explainer(trained.model(), graph, Optional.empty(), workers)
              .explain(head, relation, tail, rules, 3);
      System.out.printf(
          "(%s, %s, %s) scores %.3f%n",
          graph.entityNames().display(head),
          graph.relationNames().display(relation),
          graph.entityNames().display(tail),
          explanation.score());
      RuleText text = RuleText.ofLabels(graph);
      for (Explanation.Argument argument : explanation.arguments()) {
        System.out.println("because of the rule " + text.of(argument.rule()));
      }
      for (Explanation.Support support : explanation.supports()) {
        System.out.printf(
            "because of the fact (%s, %s, %s)%n",
            graph.entityNames().display(support.head()),
            graph.relationNames().display(support.relation()),
            graph.entityNames().display(support.tail()));
      }
    }
  }
}
