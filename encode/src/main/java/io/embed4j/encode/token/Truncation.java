package io.embed4j.encode.token;

/**
 * How to shorten sequences that are too long.
 *
 * @param maxLength the most tokens of a sequence, special tokens included; at least 1
 * @param strategy which of two texts to cut
 * @param side at which end to cut it
 */
public record Truncation(int maxLength, Strategy strategy, Side side) {
  /** No limit. */
  public static final Truncation NONE = to(Integer.MAX_VALUE);

  /** Checks the limit. */
  public Truncation {
    if (maxLength < 1) {
      throw new IllegalArgumentException("maxLength must be at least 1, but is " + maxLength);
    }
  }

  /** Returns a limit of length; the longer text is cut first, at its end. */
  public static Truncation to(int maxLength) {
    return new Truncation(maxLength, Strategy.LONGEST_FIRST, Side.RIGHT);
  }

  /** Which of two texts to cut. */
  public enum Strategy {
    /** The longer one, until both are equally long; then both. */
    LONGEST_FIRST,
    /** The first one only. */
    ONLY_FIRST,
    /** The second one only. */
    ONLY_SECOND
  }

  /** At which end a text is cut. */
  public enum Side {
    /** At its beginning. */
    LEFT,
    /** At its end. */
    RIGHT
  }
}
