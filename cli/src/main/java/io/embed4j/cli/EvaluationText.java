package io.embed4j.cli;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.evaluate.Evaluation;
import io.embed4j.graph.evaluate.Metrics;
import io.embed4j.graph.evaluate.SideMetrics;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.model.KgeModel;
import java.util.Comparator;
import java.util.Formatter;
import java.util.Locale;
import java.util.Map;

/** An evaluation as a table of one screen. */
final class EvaluationText {
  private static final int RELATIONS_SHOWN = 8;
  private static final int NAME_WIDTH = 34;
  private static final int SCREEN_WIDTH = 92;

  private final Formatter out = new Formatter(new StringBuilder(), Locale.ROOT);

  private EvaluationText() {}

  static String of(Evaluation evaluation, KnowledgeGraph graph, KgeModel model) {
    String title =
        String.format(
            Locale.ROOT,
            "%s, dimension %d, %s",
            Interactions.of(model.interaction()).name(),
            model.dim(),
            model.reciprocal() ? "reciprocal relations" : "single relations");
    return of(evaluation, graph, title);
  }

  /**
   * Returns the table.
   *
   * @param title what has been evaluated
   */
  static String of(Evaluation evaluation, KnowledgeGraph graph, String title) {
    EvaluationText text = new EvaluationText();
    text.heading(evaluation, title);
    text.line("all", evaluation.realistic().both());
    text.line("  (head, relation, ?)", evaluation.realistic().tail());
    text.line("  (?, relation, tail)", evaluation.realistic().head());
    text.line("  ties won (optimistic)", evaluation.optimistic().both());
    text.line("  ties lost (pessimistic)", evaluation.pessimistic().both());
    evaluation
        .classes()
        .forEach(
            (division, classes) -> {
              text.out.format("%nby %s%n", division);
              classes.forEach((name, metrics) -> text.line("  " + name, metrics.both()));
            });
    text.relations(evaluation, graph);
    return text.out.toString();
  }

  private void heading(Evaluation evaluation, String title) {
    out.format(
        "%s, on %s: %,d %s triples%n",
        title,
        evaluation.protocol().graph(),
        evaluation.protocol().triples(),
        evaluation.protocol().part());
    out.format("%s%n", Columns.wrap(evaluation.protocol().description(), SCREEN_WIDTH));
    out.format(
        "%-" + NAME_WIDTH + "s %8s %6s %6s %6s %7s %9s %6s%n",
        "",
        "queries",
        "MRR",
        "Hits@1",
        "Hits@3",
        "Hits@10",
        "mean rank",
        "AMRI");
  }

  private void relations(Evaluation evaluation, KnowledgeGraph graph) {
    int count = evaluation.relations().size();
    out.format("%nby relation%s%n", count > RELATIONS_SHOWN ? most(count) : "");
    evaluation.relations().entrySet().stream()
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<Integer, SideMetrics> e) -> -e.getValue().both().queries())
                .thenComparing(Map.Entry::getKey))
        .limit(RELATIONS_SHOWN)
        .forEach(e -> line("  " + graph.relationNames().display(e.getKey()), e.getValue().both()));
  }

  private static String most(int count) {
    return ": the " + RELATIONS_SHOWN + " most frequent of " + count + " (--json has all)";
  }

  private void line(String name, Metrics metrics) {
    out.format(
        "%s %,8d  %.3f  %.3f  %.3f   %.3f %,9.1f %6.3f%n",
        Columns.fit(name, NAME_WIDTH),
        metrics.queries(),
        metrics.mrr(),
        metrics.hitsAt1(),
        metrics.hitsAt3(),
        metrics.hitsAt10(),
        metrics.meanRank(),
        metrics.amri());
  }
}
