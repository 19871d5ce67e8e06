package io.embed4j.graph.reason.rule;

import io.embed4j.graph.data.KnowledgeGraph;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * Rules as text: {@code born_in(X, Y) <= lives_in(X, A), city_of(A, Y)}. Capital letters are
 * variables; a name that could be taken for one, or holds spaces, quotes, commas or brackets,
 * stands in double quotes, where \ stands before a quote or backslash and \n and \r are line
 * breaks.
 */
public final class RuleText {
  private static final Pattern BARE = Pattern.compile("(?![A-Z]$)[^\\s\"\\\\(),]+");
  private static final String ARROW = " <= ";

  private final IntFunction<String> entities;
  private final IntFunction<String> relations;

  private RuleText(IntFunction<String> entities, IntFunction<String> relations) {
    this.entities = entities;
    this.relations = relations;
  }

  /** Names as in the files of a graph; {@link RuleParser} reads this. */
  public static RuleText ofNames(KnowledgeGraph graph) {
    return new RuleText(graph.entities()::name, graph.relations()::name);
  }

  /** Labels, where the graph has them: for people. */
  public static RuleText ofLabels(KnowledgeGraph graph) {
    return new RuleText(graph.entityNames()::display, graph.relationNames()::display);
  }

  /** Returns the text of a rule without its evidence. */
  public String of(Rule rule) {
    return switch (rule) {
      case Rule.Closed closed -> closed(closed);
      case Rule.Anchored anchored -> anchored(anchored);
    };
  }

  private String closed(Rule.Closed rule) {
    StringJoiner body = new StringJoiner(", ");
    int length = rule.path().length;
    for (int i = 0; i < length; i++) {
      body.add(atom(rule.path()[i], variable(i, length), variable(i + 1, length)));
    }
    return atom(Step.forward(rule.relation()), "X", "Y") + ARROW + body;
  }

  /** X, A, B, …, Y along a path. */
  private static String variable(int i, int length) {
    return i == 0 ? "X" : i == length ? "Y" : String.valueOf((char) ('A' + i - 1));
  }

  private String anchored(Rule.Anchored rule) {
    String end = rule.end() == Rule.Anchored.ANY ? "A" : quoted(entities.apply(rule.end()));
    return atom(rule.head(), "X", quoted(entities.apply(rule.constant())))
        + ARROW
        + atom(rule.body(), "X", end);
  }

  private String atom(int step, String from, String to) {
    String relation = quoted(relations.apply(Step.relation(step)));
    return Step.isForward(step)
        ? relation + "(" + from + ", " + to + ")"
        : relation + "(" + to + ", " + from + ")";
  }

  private static String quoted(String name) {
    return BARE.matcher(name).matches() ? name : '"' + escaped(name) + '"';
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
