package io.embed4j.encode.token.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Walks over the extended grapheme clusters of a text (Unicode Standard Annex 29). The JDK's rules
 * are asked only where a cluster of more than one code point is possible.
 */
public final class Graphemes {
  private static final Pattern CLUSTER = Pattern.compile("\\X");

  private final Text text;
  private final Matcher clusters = CLUSTER.matcher("");
  private String run = "";
  private int runEnd;
  private int position;

  /** The clusters of a text that does not change meanwhile. */
  public Graphemes(Text text) {
    this.text = text;
  }

  /** Goes over the next cluster and returns its end. */
  public int next() {
    if (position >= runEnd) {
      runEnd = position + 1;
      while (runEnd < text.length() && !isBoundary(text.point(runEnd - 1), text.point(runEnd))) {
        runEnd++;
      }
      if (runEnd == position + 1) {
        return ++position;
      }
      run = text.string(position, runEnd);
      clusters.reset(run);
    }
    position = clusters.find() ? position + length() : runEnd;
    return position;
  }

  private int length() {
    return run.codePointCount(clusters.start(), clusters.end());
  }

  /** Returns whether there surely is a boundary between two code points. */
  private static boolean isBoundary(int left, int right) {
    return isPlain(left) && isPlain(right) && (left != '\r' || right != '\n');
  }

  /** Returns whether a code point joins no other, CR and LF aside. */
  private static boolean isPlain(int point) {
    return point < 0x300 || (point >= 0x3400 && point < 0xA000);
  }
}
