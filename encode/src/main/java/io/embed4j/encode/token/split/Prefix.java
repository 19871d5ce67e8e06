package io.embed4j.encode.token.split;

import io.embed4j.encode.token.text.Pieces;
import io.embed4j.encode.token.text.Text;

/** Puts a code point before pieces that do not begin with it. */
final class Prefix {
  private Prefix() {}

  /** Says which pieces get the prefix. */
  @FunctionalInterface
  interface Choice {
    boolean test(Text text, int from);
  }

  /** Returns the pieces with the prefix; it stands for what the first code point stands for. */
  static Pieces add(Pieces pieces, int prefix, Choice choice) {
    Text text = pieces.text();
    Text renewed = new Text(text.length() + pieces.count());
    Pieces result = new Pieces(renewed);
    for (int i = 0; i < pieces.count(); i++) {
      int from = renewed.length();
      int first = pieces.from(i);
      if (pieces.token(i) == Pieces.OPEN
          && text.point(first) != prefix
          && choice.test(text, first)) {
        renewed.append(prefix, text.start(first), text.end(first));
      }
      renewed.append(text, first, pieces.to(i));
      result.add(from, renewed.length(), pieces.token(i));
    }
    return result;
  }
}
