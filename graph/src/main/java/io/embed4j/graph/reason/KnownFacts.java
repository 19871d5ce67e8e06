package io.embed4j.graph.reason;

/** What to do with answers that the graph holds already. */
public enum KnownFacts {
  /** Only new ones are wanted. */
  LEAVE_OUT,
  /** Wanted too, and marked. */
  MARK
}
