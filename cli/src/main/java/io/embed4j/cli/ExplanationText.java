package io.embed4j.cli;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.evaluate.Rank;
import io.embed4j.graph.evaluate.Ties;
import io.embed4j.graph.reason.explain.Explanation;
import io.embed4j.graph.reason.rule.Rule;
import io.embed4j.graph.reason.rule.RuleText;
import java.util.Formatter;
import java.util.Locale;
import java.util.StringJoiner;

/** An explanation as text of one screen, with labels. */
final class ExplanationText {
  private final KnowledgeGraph graph;
  private final Formatter out = new Formatter(new StringBuilder(), Locale.ROOT);

  ExplanationText(KnowledgeGraph graph) {
    this.graph = graph;
  }

  String of(int head, int relation, int tail, Explanation explanation) {
    out.format(
        "%s   %s%n",
        triple(head, relation, tail),
        explanation.known() ? "the graph holds it" : "the graph does not hold it");
    out.format(
        "score %.3f%s; rank %s among tails, %s among heads%n",
        explanation.score(),
        explanation.probability().isPresent()
            ? String.format(
                Locale.ROOT, ", probability %.2f", explanation.probability().getAsDouble())
            : "",
        rank(explanation.amongTails()),
        rank(explanation.amongHeads()));
    out.format("%nrules that say so%n");
    explanation.arguments().forEach(this::argument);
    none(explanation.arguments().isEmpty(), "no rule predicts it");
    out.format("%nmost similar known facts%n");
    explanation
        .similar()
        .forEach(
            s -> out.format("  %.3f  %s%n", s.similarity(), triple(s.head(), relation, s.tail())));
    none(explanation.similar().isEmpty(), "no other fact of this relation is known");
    out.format("%nwhat it rests on: the score falls most without these (its own step is -1)%n");
    explanation
        .supports()
        .forEach(
            s -> out.format("  %6.3f  %s%n", s.change(), triple(s.head(), s.relation(), s.tail())));
    none(explanation.supports().isEmpty(), "no known fact of its entities");
    return out.toString();
  }

  private void none(boolean isEmpty, String why) {
    if (isEmpty) {
      out.format("  (none: %s)%n", why);
    }
  }

  private void argument(Explanation.Argument argument) {
    Rule.Evidence evidence = argument.rule().evidence();
    out.format(
        "  %.3f  %s  (%,d of %,d)%n",
        evidence.confidence(),
        RuleText.ofLabels(graph).of(argument.rule()),
        evidence.support(),
        evidence.groundings());
    Triples path = argument.path();
    StringJoiner facts = new StringJoiner(", ");
    for (int i = 0; i < path.size(); i++) {
      facts.add(triple(path.head(i), path.relation(i), path.tail(i)));
    }
    out.format("         %s%n", facts);
  }

  private String triple(int head, int relation, int tail) {
    return "("
        + graph.entityNames().display(head)
        + ", "
        + graph.relationNames().display(relation)
        + ", "
        + graph.entityNames().display(tail)
        + ")";
  }

  private static String rank(Rank rank) {
    double value = rank.value(Ties.REALISTIC);
    String place =
        value == Math.rint(value)
            ? String.format(Locale.ROOT, "%,d", (long) value)
            : String.format(Locale.ROOT, "%,.1f", value);
    return place + String.format(Locale.ROOT, " of %,d", rank.rivals() + 1);
  }
}
