package io.embed4j.encode.token.split;

import io.embed4j.encode.token.text.Pieces;

/**
 * What becomes of the matches of a pattern at which a text is cut; {@code a--b} cut at {@code -}.
 */
public enum Behavior {
  /** {@code a b}. */
  REMOVED,
  /** {@code a - - b}. */
  ISOLATED,
  /** {@code a- - b}. */
  MERGED_WITH_PREVIOUS,
  /** {@code a - -b}. */
  MERGED_WITH_NEXT,
  /** {@code a -- b}. */
  CONTIGUOUS;

  /** Adds the pieces that come of the matches. */
  void cut(Matches matches, Pieces pieces) {
    int count = matches.count();
    switch (this) {
      case REMOVED -> {
        for (int i = 0; i < count; i++) {
          if (!matches.isMatch(i)) {
            pieces.add(matches.from(i), matches.to(i));
          }
        }
      }
      case ISOLATED -> {
        for (int i = 0; i < count; i++) {
          pieces.add(matches.from(i), matches.to(i));
        }
      }
      case CONTIGUOUS -> {
        for (int i = 0; i < count; ) {
          int last = i;
          while (last + 1 < count && matches.isMatch(last + 1) == matches.isMatch(i)) {
            last++;
          }
          pieces.add(matches.from(i), matches.to(last));
          i = last + 1;
        }
      }
      case MERGED_WITH_PREVIOUS -> {
        for (int i = 0; i < count; ) {
          int last = i + 1 < count && !matches.isMatch(i) && matches.isMatch(i + 1) ? i + 1 : i;
          pieces.add(matches.from(i), matches.to(last));
          i = last + 1;
        }
      }
      case MERGED_WITH_NEXT -> {
        for (int i = 0; i < count; ) {
          int last = i + 1 < count && matches.isMatch(i) && !matches.isMatch(i + 1) ? i + 1 : i;
          pieces.add(matches.from(i), matches.to(last));
          i = last + 1;
        }
      }
    }
  }
}
