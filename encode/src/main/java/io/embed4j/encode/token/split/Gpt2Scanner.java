package io.embed4j.encode.token.split;

import static io.embed4j.encode.token.text.Points.isLetter;
import static io.embed4j.encode.token.text.Points.isNumber;
import static io.embed4j.encode.token.text.Points.isWhiteSpace;

import io.embed4j.encode.token.text.Text;

/** The pattern of GPT-2: words, numbers and other signs, each with the space before it. */
final class Gpt2Scanner implements Scanner {
  static final String REGEX =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
  static final Gpt2Scanner PATTERN = new Gpt2Scanner();

  private Gpt2Scanner() {}

  @Override
  public int end(Text text, int from, int to) {
    int first = text.point(from);
    if (first == '\'') {
      int end = contraction(text, from, to);
      if (end > from) {
        return end;
      }
    }
    int word = first == ' ' && from + 1 < to ? from + 1 : from;
    int point = text.point(word);
    if (isWhiteSpace(point)) {
      return whiteSpaceEnd(text, from, to);
    }
    int end = word + 1;
    if (isLetter(point)) {
      while (end < to && isLetter(text.point(end))) {
        end++;
      }
    } else if (isNumber(point)) {
      while (end < to && isNumber(text.point(end))) {
        end++;
      }
    } else {
      while (end < to && isOther(text.point(end))) {
        end++;
      }
    }
    return end;
  }

  /** Returns the end of an English contraction that begins with an apostrophe, or its beginning. */
  private static int contraction(Text text, int from, int to) {
    int next = from + 1 < to ? text.point(from + 1) : 0;
    if (next == 's' || next == 't' || next == 'm' || next == 'd') {
      return from + 2;
    }
    int last = from + 2 < to ? text.point(from + 2) : 0;
    boolean two =
        (next == 'r' && last == 'e')
            || (next == 'v' && last == 'e')
            || (next == 'l' && last == 'l');
    return two ? from + 3 : from;
  }

  /** Returns whether a code point is neither letter nor number nor white space. */
  static boolean isOther(int point) {
    return !isLetter(point) && !isNumber(point) && !isWhiteSpace(point);
  }

  /** Returns the end of white space; the last one before a word is left to the word. */
  static int whiteSpaceEnd(Text text, int from, int to) {
    int end = from + 1;
    while (end < to && isWhiteSpace(text.point(end))) {
      end++;
    }
    return end == to || end == from + 1 ? end : end - 1;
  }
}
