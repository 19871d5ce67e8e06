package io.embed4j.neural.attention;

/**
 * Which keys a query sees: those from {@code before} places before it to {@code after} places
 * behind it.
 */
public record Span(int before, int after) {
  private static final int ALL = Integer.MAX_VALUE / 2;

  public Span {
    if (before < 0 || after < 0) {
      throw new IllegalArgumentException(
          "before and after must not be negative, but are " + before + " and " + after);
    }
  }

  /** All keys of the sequence. */
  public static Span full() {
    return new Span(ALL, ALL);
  }

  /** The keys up to the query's own place. */
  public static Span causal() {
    return new Span(ALL, 0);
  }

  /** Returns which queries see a key, queries and keys exchanged. */
  Span reversed() {
    return new Span(after, before);
  }

  /** Returns the first key that a query sees. */
  int from(int query) {
    return Math.max(0, query - before);
  }

  /** Returns the key after the last one that a query sees, of as many as there are. */
  int to(int query, int keys) {
    return Math.min(keys, query + after + 1);
  }
}
