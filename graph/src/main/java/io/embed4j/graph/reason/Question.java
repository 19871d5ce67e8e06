package io.embed4j.graph.reason;

/** A triple with one part missing, in ids. */
public sealed interface Question {
  /** (head, relation, ?). */
  record Tails(int head, int relation) implements Question {}

  /** (?, relation, tail). */
  record Heads(int relation, int tail) implements Question {}

  /**
   * (head, ?, tail). Relations are compared by the score of the tail query, also if the model has
   * reciprocal relations.
   */
  record Relations(int head, int tail) implements Question {}
}
