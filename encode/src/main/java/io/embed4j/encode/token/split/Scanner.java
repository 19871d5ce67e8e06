package io.embed4j.encode.token.split;

import io.embed4j.encode.token.text.Text;

/** A pattern written out by hand, which matches everywhere in every text. Thread-safe. */
interface Scanner extends Finder {
  /** Returns the end of the match that begins at an index. */
  int end(Text text, int from, int to);

  @Override
  default void find(Text text, int from, int to, Matches matches) {
    matches.start(from);
    for (int i = from; i < to; ) {
      int end = end(text, i, to);
      matches.match(i, end);
      i = end;
    }
  }
}
