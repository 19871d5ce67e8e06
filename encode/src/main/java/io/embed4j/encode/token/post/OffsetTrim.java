package io.embed4j.encode.token.post;

import io.embed4j.encode.token.model.TokenList;
import io.embed4j.encode.token.split.ByteLevel;
import io.embed4j.encode.token.text.Points;
import java.util.function.IntUnaryOperator;

/**
 * Takes the spaces that are part of tokens out of their offsets.
 *
 * @param prefixSpace whether the first token may begin with a space that the text does not have,
 *     which then is not taken out
 */
public record OffsetTrim(boolean prefixSpace) {
  private static final int VISIBLE_SPACE = ByteLevel.pointOf((byte) ' ');

  /**
   * Changes the offsets of all tokens.
   *
   * @param leading the number of spaces that a token, by its index, begins with
   * @param trailing the number of spaces that it ends with
   */
  public void apply(TokenList tokens, IntUnaryOperator leading, IntUnaryOperator trailing) {
    for (int i = 0; i < tokens.count(); i++) {
      int before = leading.applyAsInt(i);
      int after = trailing.applyAsInt(i);
      int start = tokens.start(i);
      int end = tokens.end(i);
      boolean added = prefixSpace && before == 1 && (i == 0 || start == 0);
      if (!added) {
        start = Math.min(start + before, end);
      }
      if (end >= after) {
        end = Math.max(end - after, start);
      }
      tokens.setRange(i, start, end);
    }
  }

  /** Returns the number of spaces at the beginning of a token. */
  public static int leading(CharSequence token) {
    int count = 0;
    while (count < token.length() && isSpace(token.charAt(count))) {
      count++;
    }
    return count;
  }

  /** Returns the number of spaces at the end of a token. */
  public static int trailing(CharSequence token) {
    int count = 0;
    while (count < token.length() && isSpace(token.charAt(token.length() - 1 - count))) {
      count++;
    }
    return count;
  }

  private static boolean isSpace(int point) {
    return point == VISIBLE_SPACE || Points.isWhiteSpace(point);
  }
}
