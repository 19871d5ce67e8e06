package io.embed4j.encode.token.normalize;

import io.embed4j.encode.token.text.Rewriter;
import io.embed4j.encode.token.text.Text;

/** Lower case, code point by code point: no rule looks at the neighbours, no language counts. */
public record Lowercase() implements Normalizer {
  private static final int DOTTED_I = 0x130; // the only one whose lower case is two code points
  private static final int DOT_ABOVE = 0x307;

  @Override
  public void normalize(Text text) {
    apply(text);
  }

  static void apply(Text text) {
    boolean dotted = false;
    for (int i = 0; i < text.length() && !dotted; i++) {
      dotted = text.point(i) == DOTTED_I;
    }
    if (!dotted) {
      text.map(Lowercase::lower);
      return;
    }
    Rewriter rewriter = new Rewriter(text, 0);
    for (int i = 0; i < text.length(); i++) {
      rewriter.put(lower(text.point(i)), 0);
      if (text.point(i) == DOTTED_I) {
        rewriter.put(DOT_ABOVE, 1);
      }
    }
    rewriter.finish();
  }

  private static int lower(int point) {
    if (point < 0x80) {
      return point >= 'A' && point <= 'Z' ? point + 0x20 : point;
    }
    return Character.toLowerCase(point);
  }
}
