package io.embed4j.encode.text;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.encode.token.Tokens;

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

  /** Returns the vectors of the tokens that begin in this part. */
  Matrix rows(TokenVectors vectors) {
    Tokens tokens = vectors.tokens();
    int first = -1;
    int last = -1;
    for (int i = 0; i < tokens.length(); i++) {
      if (!tokens.isSpecial(i) && tokens.starts()[i] >= start && tokens.starts()[i] < end) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    if (first < 0) {
      throw new IllegalArgumentException(
          "no token that the model has read begins from " + start + " to " + end);
    }
    return vectors.states().rowRange(first, last + 1);
  }
}
