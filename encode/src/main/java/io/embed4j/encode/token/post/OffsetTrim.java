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
   * @param text what the offsets point into
   * @param leading the number of spaces that a token, by its index, begins with
   * @param trailing the number of spaces that it ends with
   */
  public void apply(
      TokenList tokens, String text, IntUnaryOperator leading, IntUnaryOperator trailing) {
    for (int i = 0; i < tokens.count(); i++) {
      int before = leading.applyAsInt(i);
      int after = trailing.applyAsInt(i);
      int start = tokens.start(i);
      int end = tokens.end(i);
      boolean added = prefixSpace && before == 1 && (i == 0 || start == 0);
      int newStart = added ? start : Math.min(forward(text, start, before), end);
      tokens.setRange(i, newStart, Math.max(backward(text, end, after), newStart));
    }
  }

  /** Returns the place so many code points on, or the end of the text. */
  private static int forward(String text, int index, int points) {
    int moved = index;
    for (int i = 0; i < points && moved < text.length(); i++) {
      moved += Character.charCount(text.codePointAt(moved));
    }
    return moved;
  }

  /** Returns the place so many code points back, or the same one if there are not so many. */
  private static int backward(String text, int index, int points) {
    int moved = index;
    for (int i = 0; i < points; i++) {
      if (moved == 0) {
        return index;
      }
      moved -= Character.charCount(text.codePointBefore(moved));
    }
    return moved;
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
