package io.embed4j.encode.text;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.text.Span;
import io.embed4j.encode.token.Tokens;

/**
 * The vectors of a text's tokens.
 *
 * @param tokens where each token stands in the prompt and the text
 * @param textStart where the text begins, behind the prompt
 * @param states tokens × dim, before pooling; belongs to the caller
 */
public record TokenVectors(Tokens tokens, int textStart, Matrix states) {
  /** Returns the vectors of the tokens that begin in a part of the text. */
  Matrix rows(Span span) {
    int first = -1;
    int last = -1;
    for (int i = 0; i < tokens.length(); i++) {
      int at = tokens.starts()[i] - textStart;
      if (!tokens.isSpecial(i) && at >= span.start() && at < span.end()) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    if (first < 0) {
      throw new IllegalArgumentException(
          "no token that the model has read begins from %d to %d"
              .formatted(span.start(), span.end()));
    }
    return states.rowRange(first, last + 1);
  }
}
