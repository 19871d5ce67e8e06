package io.embed4j.encode.token.split;

import io.embed4j.encode.token.text.Pieces;
import io.embed4j.encode.token.text.Points;
import io.embed4j.encode.token.text.Text;

/** Cuts into words and other signs in one pass, without white space. */
public enum WordSplit implements PreTokenizer {
  /** Punctuation marks stand alone, as in BERT. */
  BERT {
    @Override
    int end(Text text, int from, int to) {
      int end = from;
      while (end < to && !isBertBoundary(text.point(end))) {
        end++;
      }
      return end == from ? from + 1 : end;
    }
  },

  /** Runs of word characters and runs of others: {@code \w+|[^\w\s]+}. */
  WORDS {
    @Override
    int end(Text text, int from, int to) {
      boolean word = Points.isWord(text.point(from));
      int end = from + 1;
      while (end < to
          && Points.isWord(text.point(end)) == word
          && !Points.isWhiteSpace(text.point(end))) {
        end++;
      }
      return end;
    }
  };

  /** Returns the end of the piece that begins with something other than white space. */
  abstract int end(Text text, int from, int to);

  @Override
  public Pieces split(Pieces pieces) {
    return pieces.cut(
        (text, from, to, cut) -> {
          for (int i = from; i < to; ) {
            if (Points.isWhiteSpace(text.point(i))) {
              i++;
            } else {
              int end = end(text, i, to);
              cut.add(i, end);
              i = end;
            }
          }
        });
  }

  private static boolean isBertBoundary(int point) {
    return Points.isPunctuation(point) || Points.isWhiteSpace(point);
  }
}
