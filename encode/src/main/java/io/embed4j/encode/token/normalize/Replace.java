package io.embed4j.encode.token.normalize;

import io.embed4j.encode.token.split.Finder;
import io.embed4j.encode.token.split.Matches;
import io.embed4j.encode.token.text.Text;

/**
 * Replaces what a pattern finds. The new content stands for the last code point that it replaces.
 *
 * @param finder what to replace
 * @param content what to put there
 */
public record Replace(Finder finder, String content) implements Normalizer {
  @Override
  public void normalize(Text text) {
    Matches matches = new Matches();
    finder.find(text, 0, text.length(), matches);
    if (!matches.any()) {
      return;
    }
    int[] points = content.codePoints().toArray();
    Text renewed = new Text(text.length() + 8);
    for (int i = 0; i < matches.count(); i++) {
      if (!matches.isMatch(i)) {
        renewed.append(text, matches.from(i), matches.to(i));
        continue;
      }
      int last = matches.to(i) - 1;
      int start = last < 0 ? 0 : text.start(last);
      int end = last < 0 ? 0 : text.end(last);
      for (int point : points) {
        renewed.append(point, start, end);
      }
    }
    text.become(renewed);
  }
}
