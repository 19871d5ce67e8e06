package io.embed4j.encode.token.split;

import io.embed4j.encode.token.text.Pieces;
import io.embed4j.encode.token.text.Text;

/**
 * Writes each space as a visible sign, usually {@code ▁}, and begins a piece at each
 * (SentencePiece).
 *
 * @param sign what stands for a space
 * @param scheme which pieces begin with the sign in any case
 * @param cutting whether to cut at all
 */
public record Metaspace(int sign, Scheme scheme, boolean cutting) implements PreTokenizer {
  /** Which pieces begin with a space that the text does not have. */
  public enum Scheme {
    /** All. */
    ALWAYS,
    /** The one at the beginning of the text. */
    FIRST,
    /** None. */
    NEVER
  }

  @Override
  public Pieces split(Pieces pieces) {
    Pieces signed = replaceSpaces(pieces);
    if (scheme != Scheme.NEVER) {
      boolean all = scheme == Scheme.ALWAYS;
      signed = Prefix.add(signed, sign, (text, from) -> all || text.start(from) == 0);
    }
    return cutting ? signed.cut(this::cut) : signed;
  }

  private Pieces replaceSpaces(Pieces pieces) {
    Text text = pieces.text();
    Pieces result = pieces;
    for (int i = 0; i < pieces.count(); i++) {
      if (pieces.token(i) == Pieces.OPEN && contains(text, pieces.from(i), pieces.to(i), ' ')) {
        result = copy(pieces);
        break;
      }
    }
    return result;
  }

  private Pieces copy(Pieces pieces) {
    Text text = pieces.text();
    Text renewed = new Text(text.length());
    Pieces result = new Pieces(renewed);
    for (int i = 0; i < pieces.count(); i++) {
      int from = renewed.length();
      boolean open = pieces.token(i) == Pieces.OPEN;
      for (int k = pieces.from(i); k < pieces.to(i); k++) {
        int point = text.point(k);
        renewed.append(open && point == ' ' ? sign : point, text.start(k), text.end(k));
      }
      result.add(from, renewed.length(), pieces.token(i));
    }
    return result;
  }

  private static boolean contains(Text text, int from, int to, int point) {
    for (int i = from; i < to; i++) {
      if (text.point(i) == point) {
        return true;
      }
    }
    return false;
  }

  private void cut(Text text, int from, int to, Pieces cut) {
    int begin = from;
    for (int i = from + 1; i < to; i++) {
      if (text.point(i) == sign) {
        cut.add(begin, i);
        begin = i;
      }
    }
    cut.add(begin, to);
  }
}
