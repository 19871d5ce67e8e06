package io.embed4j.graph.data;

/** Which entity of a triple is asked for. */
public enum Side {
  /** (head, ?, … relation …): the tail is asked for. */
  TAIL,
  /** (?, relation, tail): the head is asked for. */
  HEAD
}
