package io.embed4j.core.text;

/**
 * A part of a text.
 *
 * @param start its first UTF-16 unit
 * @param end the unit after its last
 */
public record Span(int start, int end) {
  public Span {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException(
          "a span must not be empty, but is " + start + " to " + end);
    }
  }

  /** Returns the number of UTF-16 units. */
  public int length() {
    return end - start;
  }

  /** Returns the same part of a text that begins so many units later. */
  public Span movedBy(int units) {
    return new Span(start + units, end + units);
  }

  /** Returns this part of a text. */
  public String of(String text) {
    return text.substring(start, end);
  }
}
