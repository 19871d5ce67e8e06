package io.embed4j.graph.data.read;

/**
 * How a delimited file is laid out.
 *
 * @param columns one letter per column: h, r and t for head, relation and tail, each once, and _
 *     for a column to skip, such as "hrt", "htr" or "hrt_"; "" takes the order from the header if
 *     there is one, else "hrt"
 * @param separator what stands between two columns
 * @param quotes whether fields may stand in double quotes
 * @param header whether the first line names the columns
 * @param comment how comment lines start; "" if there are none
 */
public record Layout(
    String columns, Separator separator, Quotes quotes, Header header, String comment) {
  /** Everything guessed; lines that start with # are comments. */
  public static final Layout DEFAULT =
      new Layout("", Separator.GUESS, Quotes.GUESS, Header.GUESS, "#");

  public Layout {
    boolean letters = columns.chars().allMatch(c -> "hrt_".indexOf(c) >= 0);
    boolean once =
        "hrt".chars().allMatch(c -> columns.chars().filter(other -> other == c).count() == 1);
    if (!columns.isEmpty() && !(letters && once)) {
      throw new IllegalArgumentException(
          "columns must hold each of the letters h, r and t once, and _ for a column to skip, such"
              + " as hrt, htr or hrt_, but is \""
              + columns
              + "\"");
    }
  }

  /** What stands between two columns. */
  public enum Separator {
    /** The one that gives the first lines the expected number of columns. */
    GUESS(' ', "tab, comma, semicolon, | or space"),
    TAB('\t', "tab"),
    COMMA(',', "comma"),
    SEMICOLON(';', "semicolon"),
    PIPE('|', "|"),
    SPACE(' ', "space");

    private final char character;
    private final String words;

    Separator(char character, String words) {
      this.character = character;
      this.words = words;
    }

    byte character() {
      return (byte) character;
    }

    /** Returns what to call it in a message. */
    String words() {
      return words;
    }
  }

  /** Whether fields may stand in double quotes, doubled inside. */
  public enum Quotes {
    /** In files separated by comma or semicolon, not in others. */
    GUESS,
    YES,
    NO
  }

  /** Whether the first line names the columns. */
  public enum Header {
    /** If it holds names such as head, relation, tail or subject, predicate, object. */
    GUESS,
    YES,
    NO
  }

  /** Returns this layout with other columns. */
  public Layout withColumns(String other) {
    return new Layout(other, separator, quotes, header, comment);
  }

  /** Returns this layout with another separator. */
  public Layout withSeparator(Separator other) {
    return new Layout(columns, other, quotes, header, comment);
  }

  /** Returns this layout with another rule for quotes. */
  public Layout withQuotes(Quotes other) {
    return new Layout(columns, separator, other, header, comment);
  }

  /** Returns this layout with another rule for the header. */
  public Layout withHeader(Header other) {
    return new Layout(columns, separator, quotes, other, comment);
  }
}
