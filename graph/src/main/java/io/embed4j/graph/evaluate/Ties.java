package io.embed4j.graph.evaluate;

/** Where the true answer stands among rivals of exactly its score. */
public enum Ties {
  /** In the middle of them: the mean of the other two. The one to report. */
  REALISTIC,
  /** Before all of them; a model that scores everything alike would be perfect. */
  OPTIMISTIC,
  /** After all of them. */
  PESSIMISTIC
}
