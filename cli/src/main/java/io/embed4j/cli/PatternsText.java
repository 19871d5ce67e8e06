package io.embed4j.cli;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Names;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.pattern.Finding;
import io.embed4j.graph.reason.pattern.Pattern;
import io.embed4j.graph.reason.pattern.Pattern.Kind;
import io.embed4j.graph.reason.pattern.PatternFinder;
import io.embed4j.graph.reason.pattern.PatternJson;
import io.embed4j.graph.reason.pattern.PatternReport;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes patterns of relations for people, by labels, in lines of at most 100 columns. */
final class PatternsText {
  private static final int WIDTH = 100;
  private static final int RULE_WIDTH = 70;

  private final PatternReport report;
  private final KnowledgeGraph graph;
  private final PatternFinder finder;

  PatternsText(PatternReport report, KnowledgeGraph graph, PatternFinder finder) {
    this.report = report;
    this.graph = graph;
    this.finder = finder;
  }

  /**
   * Returns the report.
   *
   * @param top findings shown of a kind
   */
  String text(KgeModel model, int top) {
    StringBuilder text = new StringBuilder();
    String relations = model.reciprocal() ? "reciprocal relations" : "single relations";
    text.append(
        Columns.wrap(
            String.format(
                Locale.ROOT,
                "%s, %s, dimension %d, %s: data is the confidence among %,d training triples, vectors"
                    + " how closely they fit a rule (0 not at all, 1 exactly, - no say), from %s",
                graph.name(),
                Interactions.of(model.interaction()).name(),
                model.dim(),
                relations,
                graph.train().size(),
                report.geometry()),
            WIDTH));
    for (Kind kind : Kind.values()) {
      kind(kind, report.of(kind), top, text);
    }
    return text.toString();
  }

  private void kind(Kind kind, List<Finding> findings, int top, StringBuilder text) {
    String more = findings.size() > top ? ", the first " + top : "";
    String title = "%s: %,d found%s".formatted(PatternJson.key(kind), findings.size(), more);
    text.append('\n');
    text.append(
        findings.isEmpty()
            ? title + "\n"
            : Columns.fit(title, RULE_WIDTH + 2) + "   data  support  vectors\n");
    for (Finding finding : findings.subList(0, Math.min(top, findings.size()))) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %s  %5s %8s %8s%n",
              Columns.fit(rule(finding.pattern()), RULE_WIDTH),
              figure(finding.data().confidence()),
              String.format(Locale.ROOT, "%,d", finding.data().support()),
              figure(finding.vectors())));
      for (List<Integer> example : finder.examples(finding.pattern()).stream().limit(1).toList()) {
        text.append(Columns.fit("      " + example(example), WIDTH).stripTrailing()).append('\n');
      }
    }
  }

  private String rule(Pattern pattern) {
    Names names = graph.relationNames();
    int[] places = {0, 34, 30, 20};
    List<String> r =
        pattern.relations().stream()
            .map(names::display)
            .map(name -> shortened(name, places[Math.min(3, pattern.relations().size())]))
            .toList();
    return switch (pattern) {
      case Pattern.Symmetric _ -> "%s(x,y) => %s(y,x)".formatted(r.get(0), r.get(0));
      case Pattern.Antisymmetric _ -> "%s(x,y) => not %s(y,x)".formatted(r.get(0), r.get(0));
      case Pattern.Inverse _ -> "%s(x,y) <=> %s(y,x)".formatted(r.get(0), r.get(1));
      case Pattern.SubRelation _ -> "%s(x,y) => %s(x,y)".formatted(r.get(0), r.get(1));
      case Pattern.Composition _ ->
          "%s(x,y), %s(y,z) => %s(x,z)".formatted(r.get(0), r.get(1), r.get(2));
    };
  }

  /** The end of a long name says more than its start, as in IRIs and Freebase paths. */
  private static String shortened(String name, int width) {
    int excess = name.codePointCount(0, name.length()) - width;
    return excess <= 0 ? name : "…" + name.substring(name.offsetByCodePoints(0, excess + 1));
  }

  private String example(List<Integer> entities) {
    List<String> variables = List.of("x", "y", "z");
    StringBuilder text = new StringBuilder("such as ");
    for (int i = 0; i < entities.size(); i++) {
      text.append(i == 0 ? "" : ", ")
          .append(variables.get(i))
          .append(" = ")
          .append(graph.entityNames().display(entities.get(i)));
    }
    return text.toString();
  }

  /** Returns how far the vectors agree with the data, a line a kind. */
  String agreement() {
    Set<Kind> told = report.told();
    if (told.isEmpty()) {
      return "\nthe vectors have no say, so there is nothing to compare with the data\n";
    }
    String row = "%-14s %6s %8s %6s %10s %7s%n";
    return "\nthe vectors' rules against the data's own\n"
        + String.format(Locale.ROOT, row, "", "both", "vectors", "data", "precision", "recall")
        + told.stream()
            .sorted()
            .map(
                kind -> {
                  PatternReport.Agreement a = report.agreement(kind);
                  return String.format(
                      Locale.ROOT,
                      row,
                      PatternJson.key(kind),
                      a.both(),
                      a.vectors(),
                      a.data(),
                      figure(a.precision()),
                      figure(a.recall()));
                })
            .collect(Collectors.joining());
  }

  private static String figure(OptionalDouble value) {
    return value.isPresent() ? figure(value.getAsDouble()) : "-";
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
