package io.embed4j.encode.tune.data;

/** What is wrong with one line; whoever reads the file knows which one. */
final class FaultyLine extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int SHOWN = 60;

  FaultyLine(String reason) {
    super(reason, null, false, false);
  }

  /** Returns a text as messages show it: not too long. */
  static String shown(String text) {
    String line = text.strip().replace('\n', ' ');
    return line.isEmpty()
        ? "nothing"
        : line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
