package io.embed4j.encode.token.normalize;

import io.embed4j.encode.token.text.NormalForm;
import io.embed4j.encode.token.text.Points;
import io.embed4j.encode.token.text.Rewriter;
import io.embed4j.encode.token.text.Text;

/**
 * The cleaning of BERT (Devlin et al. 2019, {@code BasicTokenizer}).
 *
 * @param clean drop control characters and U+FFFD, and make each white space a plain space
 * @param spaceChinese put spaces around Chinese characters, so that each becomes a word
 * @param stripAccents decompose and drop nonspacing marks
 * @param lowercase lower case
 */
public record BertNormalizer(
    boolean clean, boolean spaceChinese, boolean stripAccents, boolean lowercase)
    implements Normalizer {
  private static final int REPLACEMENT = 0xFFFD;
  private static final int FIRST_ACCENTED = 0xC0;

  @Override
  public void normalize(Text text) {
    if (clean) {
      clean(text);
    }
    int highest = highest(text);
    if (spaceChinese && highest >= 0x3400) {
      spaceChinese(text);
    }
    if (stripAccents && highest >= FIRST_ACCENTED) {
      NormalForm.NFD.apply(text);
      text.keep(point -> !Points.isNonspacingMark(point));
    }
    if (lowercase) {
      Lowercase.apply(text);
    }
  }

  private static void clean(Text text) {
    boolean dropping = false;
    for (int i = 0; i < text.length() && !dropping; i++) {
      dropping = isDropped(text.point(i));
    }
    if (dropping) {
      text.keep(point -> !isDropped(point));
    }
    text.map(point -> Points.isWhiteSpace(point) ? ' ' : point);
  }

  private static boolean isDropped(int point) {
    return point == REPLACEMENT || Points.isControl(point);
  }

  private static int highest(Text text) {
    int highest = 0;
    for (int i = 0; i < text.length(); i++) {
      highest = Math.max(highest, text.point(i));
    }
    return highest;
  }

  private static void spaceChinese(Text text) {
    Rewriter rewriter = new Rewriter(text, 0);
    for (int i = 0; i < text.length(); i++) {
      int point = text.point(i);
      if (Points.isChinese(point)) {
        rewriter.put(' ', 0);
        rewriter.put(point, 1);
        rewriter.put(' ', 1);
      } else {
        rewriter.put(point, 0);
      }
    }
    rewriter.finish();
  }
}
