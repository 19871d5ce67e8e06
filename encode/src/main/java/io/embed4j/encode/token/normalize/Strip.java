package io.embed4j.encode.token.normalize;

import io.embed4j.encode.token.text.Points;
import io.embed4j.encode.token.text.Text;

/**
 * Drops white space at the ends.
 *
 * @param left at the beginning
 * @param right at the end
 */
public record Strip(boolean left, boolean right) implements Normalizer {
  @Override
  public void normalize(Text text) {
    int from = 0;
    int to = text.length();
    while (left && from < to && Points.isWhiteSpace(text.point(from))) {
      from++;
    }
    while (right && to > from && Points.isWhiteSpace(text.point(to - 1))) {
      to--;
    }
    text.cut(from, to);
  }
}
