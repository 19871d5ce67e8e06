package io.embed4j.graph.reason.rule;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link RuleText#ofNames} writes. Variables may have any capital letters; X and Y, or X
 * and a constant, must be the arguments of the head.
 */
final class RuleParser {
  private final KnowledgeGraph graph;
  private final String text;
  private int at;

  private RuleParser(KnowledgeGraph graph, String text) {
    this.graph = graph;
    this.text = text;
  }

  private sealed interface Term {
    record Variable(char letter) implements Term {}

    record Constant(int entity) implements Term {}
  }

  private static final Term X = new Term.Variable('X');
  private static final Term Y = new Term.Variable('Y');

  private record Atom(int relation, Term head, Term tail) {
    boolean has(Term term) {
      return head.equals(term) || tail.equals(term);
    }

    /** Returns the step that leads from one argument to the other. */
    int stepFrom(Term from) {
      int step = Step.forward(relation);
      return head.equals(from) ? step : Step.inverse(step);
    }

    Term otherThan(Term from) {
      return head.equals(from) ? tail : head;
    }
  }

  /**
   * Returns a rule.
   *
   * @throws IllegalArgumentException if the text is none; the message says what was expected
   */
  static Rule parse(KnowledgeGraph graph, String text, Rule.Evidence evidence) {
    return new RuleParser(graph, text).rule(evidence);
  }

  private Rule rule(Rule.Evidence evidence) {
    Atom head = atom();
    expect("<=");
    List<Atom> body = new ArrayList<>(List.of(atom()));
    while (at < text.length()) {
      expect(",");
      body.add(atom());
    }
    if (head.head().equals(X) && head.tail().equals(Y)) {
      return new Rule.Closed(head.relation(), path(body), evidence);
    }
    if (body.size() == 1
        && head.has(X)
        && body.getFirst().has(X)
        && head.otherThan(X) instanceof Term.Constant(int constant)) {
      Atom only = body.getFirst();
      int end = only.otherThan(X) instanceof Term.Constant(int entity) ? entity : Rule.Anchored.ANY;
      return new Rule.Anchored(head.stepFrom(X), constant, only.stepFrom(X), end, evidence);
    }
    throw new IllegalArgumentException(
        "expected r(X, Y) <= a path from X to Y, or r(X, name) <= s(X, name or A), found " + text);
  }

  private int[] path(List<Atom> body) {
    int[] steps = new int[body.size()];
    Term from = X;
    for (int i = 0; i < steps.length; i++) {
      Atom atom = body.get(i);
      if (!atom.has(from) || atom.otherThan(from) instanceof Term.Constant) {
        throw new IllegalArgumentException("expected a path from X to Y, found " + text);
      }
      steps[i] = atom.stepFrom(from);
      from = atom.otherThan(from);
    }
    if (!from.equals(Y)) {
      throw new IllegalArgumentException("expected a path that ends in Y, found " + text);
    }
    return steps;
  }

  private Atom atom() {
    int relation = id(graph.relations(), "relation", name());
    expect("(");
    Term head = term();
    expect(",");
    Term tail = term();
    expect(")");
    return new Atom(relation, head, tail);
  }

  private Term term() {
    skipSpaces();
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    String name = name();
    return !quoted && name.length() == 1 && name.charAt(0) >= 'A' && name.charAt(0) <= 'Z'
        ? new Term.Variable(name.charAt(0))
        : new Term.Constant(id(graph.entities(), "entity", name));
  }

  private static int id(Vocabulary names, String kind, String name) {
    int id = names.find(name);
    if (id == Vocabulary.UNKNOWN) {
      throw new IllegalArgumentException(
          "the graph has no " + kind + " " + name + "; were the rules mined from another one?");
    }
    return id;
  }

  private String name() {
    skipSpaces();
    StringBuilder name = new StringBuilder();
    if (at < text.length() && text.charAt(at) == '"') {
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length();
        at += escaped ? 1 : 0;
        char letter = text.charAt(at++);
        name.append(!escaped ? letter : letter == 'n' ? '\n' : letter == 'r' ? '\r' : letter);
      }
      expect("\"");
    } else {
      while (at < text.length() && " (),\"".indexOf(text.charAt(at)) < 0) {
        name.append(text.charAt(at++));
      }
    }
    if (name.isEmpty()) {
      throw new IllegalArgumentException("expected a name " + place());
    }
    return name.toString();
  }

  private void expect(String token) {
    skipSpaces();
    if (!text.startsWith(token, at)) {
      throw new IllegalArgumentException("expected " + token + " " + place());
    }
    at += token.length();
    skipSpaces();
  }

  private void skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private String place() {
    return at < text.length()
        ? "before \"" + text.substring(at) + "\""
        : "at the end of \"" + text + "\"";
  }
}
