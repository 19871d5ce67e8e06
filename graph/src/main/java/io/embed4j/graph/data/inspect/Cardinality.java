package io.embed4j.graph.data.inspect;

/**
 * How many tails a head has on average under a relation, and how many heads a tail: one or many,
 * with the threshold 1.5 (Bordes et al., NeurIPS 2013, section 4.3).
 */
public enum Cardinality {
  ONE_TO_ONE("1-1"),
  ONE_TO_MANY("1-N"),
  MANY_TO_ONE("N-1"),
  MANY_TO_MANY("N-N");

  private static final double MANY = 1.5;

  private final String symbol;

  Cardinality(String symbol) {
    this.symbol = symbol;
  }

  /** Returns the usual short form, such as "1-N". */
  public String symbol() {
    return symbol;
  }

  /** Returns the class of two averages; an average of 1.5 or more is many. */
  public static Cardinality of(double tailsPerHead, double headsPerTail) {
    if (headsPerTail < MANY) {
      return tailsPerHead < MANY ? ONE_TO_ONE : ONE_TO_MANY;
    }
    return tailsPerHead < MANY ? MANY_TO_ONE : MANY_TO_MANY;
  }
}
