package io.embed4j.cli;

/** Texts cut and filled to the columns of a terminal. */
final class Columns {
  private Columns() {}

  /**
   * Returns a text of exactly {@code width} columns: filled with spaces, or cut with an ellipsis.
   */
  static String fit(String text, int width) {
    int columns = columns(text);
    if (columns <= width) {
      return text + " ".repeat(width - columns);
    }
    StringBuilder cut = new StringBuilder();
    int used = 0;
    for (int c : text.codePoints().toArray()) {
      if (used + width(c) > width - 1) {
        break;
      }
      cut.appendCodePoint(c);
      used += width(c);
    }
    return cut.append('…').append(" ".repeat(width - 1 - used)).toString();
  }

  /** Returns a text as lines of at most {@code width} columns, broken at spaces and ended by LF. */
  static String wrap(String text, int width) {
    StringBuilder lines = new StringBuilder();
    int used = 0;
    for (String word : text.split(" ", -1)) {
      int columns = columns(word);
      if (used > 0 && used + 1 + columns > width) {
        lines.append('\n');
        used = 0;
      }
      lines.append(used > 0 ? " " : "").append(word);
      used += (used > 0 ? 1 : 0) + columns;
    }
    return lines.append('\n').toString();
  }

  private static int columns(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  /** Returns 2 for the wide letters of East Asian scripts, 0 for combining marks, else 1. */
  private static int width(int codePoint) {
    int type = Character.getType(codePoint);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        switch (Character.UnicodeScript.of(codePoint)) {
          case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, YI -> true;
          default -> codePoint >= 0xFF01 && codePoint <= 0xFF60;
        };
    return wide ? 2 : 1;
  }
}
