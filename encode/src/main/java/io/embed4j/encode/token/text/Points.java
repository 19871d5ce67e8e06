package io.embed4j.encode.token.text;

/** Properties of code points, as the reference implementation sees them. */
public final class Points {
  private static final int MARKS =
      1 << Character.NON_SPACING_MARK
          | 1 << Character.COMBINING_SPACING_MARK
          | 1 << Character.ENCLOSING_MARK;
  private static final int NUMBERS =
      1 << Character.DECIMAL_DIGIT_NUMBER
          | 1 << Character.LETTER_NUMBER
          | 1 << Character.OTHER_NUMBER;
  private static final int PUNCTUATION =
      1 << Character.CONNECTOR_PUNCTUATION
          | 1 << Character.DASH_PUNCTUATION
          | 1 << Character.START_PUNCTUATION
          | 1 << Character.END_PUNCTUATION
          | 1 << Character.INITIAL_QUOTE_PUNCTUATION
          | 1 << Character.FINAL_QUOTE_PUNCTUATION
          | 1 << Character.OTHER_PUNCTUATION;
  private static final int OTHER =
      1 << Character.CONTROL | 1 << Character.FORMAT | 1 << Character.PRIVATE_USE;
  private static final RangeSet LATER_FORMATS = RangeSet.parse("890-891 8e2 110cd 13430-1343f");
  private static final int FIRST_MARK = 0x300;

  private Points() {}

  /** Returns whether a code point has the property White_Space. */
  public static boolean isWhiteSpace(int point) {
    if (point < 0x80) {
      return point == ' ' || (point >= '\t' && point <= '\r');
    }
    return point == 0x85 || Character.isSpaceChar(point);
  }

  /** Returns whether a code point is a letter: general category L. */
  public static boolean isLetter(int point) {
    if (point < 0x80) {
      return (point | 0x20) >= 'a' && (point | 0x20) <= 'z';
    }
    return Character.isLetter(point);
  }

  /** Returns whether a code point is a number of any kind: general category N. */
  public static boolean isNumber(int point) {
    if (point < 0x80) {
      return point >= '0' && point <= '9';
    }
    return isOneOf(NUMBERS, point);
  }

  /**
   * Returns whether a code point is part of a word: {@code \w} of Unicode's regular expressions.
   */
  public static boolean isWord(int point) {
    if (point < 0x80) {
      return isLetter(point) || isNumber(point) || point == '_';
    }
    return Character.isAlphabetic(point)
        || isOneOf(
            MARKS | 1 << Character.DECIMAL_DIGIT_NUMBER | 1 << Character.CONNECTOR_PUNCTUATION,
            point)
        || point == 0x200C
        || point == 0x200D;
  }

  /** Returns whether BERT cuts at a code point: ASCII symbols and general category P. */
  public static boolean isPunctuation(int point) {
    if (point < 0x80) {
      return point > ' ' && point < 0x7F && !isLetter(point) && !isNumber(point);
    }
    return isOneOf(PUNCTUATION, point)
        ? !LaterUnicode.PUNCTUATION.contains(point)
        : LaterUnicode.FORMER_PUNCTUATION.contains(point);
  }

  /** Returns whether BERT drops a code point: control, format, private use, but no white space. */
  public static boolean isControl(int point) {
    if (point < 0x80) {
      return (point < ' ' && point != '\t' && point != '\n' && point != '\r') || point == 0x7F;
    }
    return isOneOf(OTHER, point) && !LATER_FORMATS.contains(point);
  }

  /** Returns whether a code point is a mark: general category M. */
  public static boolean isMark(int point) {
    if (point < FIRST_MARK) {
      return false;
    }
    return isOneOf(MARKS, point)
        ? !LaterUnicode.COMBINING_MARKS.contains(point)
        : LaterUnicode.FORMER_MARKS.contains(point);
  }

  /** Returns whether a code point is a nonspacing mark: general category Mn. */
  public static boolean isNonspacingMark(int point) {
    if (point < FIRST_MARK) {
      return false;
    }
    return Character.getType(point) == Character.NON_SPACING_MARK
        ? !LaterUnicode.NONSPACING_MARKS.contains(point)
        : LaterUnicode.FORMER_NONSPACING_MARKS.contains(point);
  }

  /** Returns whether BERT puts spaces around a code point: the blocks of Chinese characters. */
  public static boolean isChinese(int point) {
    if (point < 0x3400) {
      return false;
    }
    return (point >= 0x4E00 && point <= 0x9FFF)
        || point <= 0x4DBF
        || (point >= 0x20000 && point <= 0x2A6DF)
        || (point >= 0x2A700 && point <= 0x2B81F)
        || (point >= 0x2B920 && point <= 0x2CEAF) // not from 2B820 on: so it was trained
        || (point >= 0xF900 && point <= 0xFAFF)
        || (point >= 0x2F800 && point <= 0x2FA1F);
  }

  /** Returns how many bytes a code point takes in UTF-8. */
  public static int utf8Length(int point) {
    if (point < 0x80) {
      return 1;
    }
    return point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }

  private static boolean isOneOf(int types, int point) {
    return (types >> Character.getType(point) & 1) != 0;
  }
}
