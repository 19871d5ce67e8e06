package io.embed4j.encode.token.split;

import static io.embed4j.encode.token.text.Points.isLetter;
import static io.embed4j.encode.token.text.Points.isNumber;
import static io.embed4j.encode.token.text.Points.isWhiteSpace;

import io.embed4j.encode.token.text.Text;

/**
 * The pattern of cl100k, Llama 3 and Qwen 2: words with one sign before them, numbers of few
 * digits, other signs with the line breaks behind them.
 */
final class DigitRunScanner implements Scanner {
  static final String QWEN2_REGEX =
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  static final String LLAMA3_REGEX = QWEN2_REGEX.replace("|\\p{N}|", "|\\p{N}{1,3}|");
  static final String CL100K_REGEX =
      "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+";

  /** Each digit alone. */
  static final DigitRunScanner QWEN2 = new DigitRunScanner(1);

  /** Three digits together; the three known spellings of the rest mean the same. */
  static final DigitRunScanner LLAMA3 = new DigitRunScanner(3);

  private static final int LONG_S = 0x17F; // equal to s where case does not count

  private final int digits;

  private DigitRunScanner(int digits) {
    this.digits = digits;
  }

  @Override
  public int end(Text text, int from, int to) {
    int first = text.point(from);
    if (first == '\'') {
      int end = contraction(text, from, to);
      if (end > from) {
        return end;
      }
    }
    if (isLetter(first)) {
      return letterEnd(text, from + 1, to);
    }
    if (isNumber(first)) {
      int end = from + 1;
      while (end < to && end < from + digits && isNumber(text.point(end))) {
        end++;
      }
      return end;
    }
    boolean breaking = isBreak(first);
    if (!breaking && from + 1 < to && isLetter(text.point(from + 1))) {
      return letterEnd(text, from + 2, to);
    }
    int sign = first == ' ' && from + 1 < to ? from + 1 : from;
    if (Gpt2Scanner.isOther(text.point(sign))) {
      return signEnd(text, sign + 1, to);
    }
    return whiteSpaceEnd(text, from, to);
  }

  private static int letterEnd(Text text, int from, int to) {
    int end = from;
    while (end < to && isLetter(text.point(end))) {
      end++;
    }
    return end;
  }

  private static int signEnd(Text text, int from, int to) {
    int end = from;
    while (end < to && Gpt2Scanner.isOther(text.point(end))) {
      end++;
    }
    while (end < to && isBreak(text.point(end))) {
      end++;
    }
    return end;
  }

  /** Returns the end of the last line break in white space, or as GPT-2 if there is none. */
  private static int whiteSpaceEnd(Text text, int from, int to) {
    int afterBreak = -1;
    for (int i = from; i < to && isWhiteSpace(text.point(i)); i++) {
      if (isBreak(text.point(i))) {
        afterBreak = i + 1;
      }
    }
    return afterBreak >= 0 ? afterBreak : Gpt2Scanner.whiteSpaceEnd(text, from, to);
  }

  private static boolean isBreak(int point) {
    return point == '\r' || point == '\n';
  }

  private static int contraction(Text text, int from, int to) {
    int next = from + 1 < to ? text.point(from + 1) : 0;
    int lower = next | 0x20;
    if (next == LONG_S
        || (next < 0x80 && (lower == 's' || lower == 't' || lower == 'm' || lower == 'd'))) {
      return from + 2;
    }
    int last = from + 2 < to ? text.point(from + 2) : 0;
    if (next >= 0x80 || last >= 0x80) {
      return from;
    }
    int lowerLast = last | 0x20;
    boolean two =
        (lower == 'r' && lowerLast == 'e')
            || (lower == 'v' && lowerLast == 'e')
            || (lower == 'l' && lowerLast == 'l');
    return two ? from + 3 : from;
  }
}
