package io.embed4j.encode.token.split;

import io.embed4j.encode.token.text.Text;
import java.util.function.IntPredicate;

/** Finds matches of a pattern. Thread-safe. */
@FunctionalInterface
public interface Finder {
  /** Writes the matches between two indices, and what lies between them. */
  void find(Text text, int from, int to, Matches matches);

  /** Returns a finder of single code points. */
  static Finder points(IntPredicate wanted) {
    return (text, from, to, matches) -> {
      matches.start(from);
      for (int i = from; i < to; i++) {
        if (wanted.test(text.point(i))) {
          matches.match(i, i + 1);
        }
      }
      matches.finish(to);
    };
  }

  /** Returns a finder of a string that is not empty. */
  static Finder literal(String string) {
    int[] wanted = string.codePoints().toArray();
    if (wanted.length == 0) {
      throw new IllegalArgumentException("string must not be empty");
    }
    return (text, from, to, matches) -> {
      matches.start(from);
      for (int i = from; i + wanted.length <= to; ) {
        if (isAt(text, i, wanted)) {
          matches.match(i, i + wanted.length);
          i += wanted.length;
        } else {
          i++;
        }
      }
      matches.finish(to);
    };
  }

  private static boolean isAt(Text text, int index, int[] wanted) {
    for (int k = 0; k < wanted.length; k++) {
      if (text.point(index + k) != wanted[k]) {
        return false;
      }
    }
    return true;
  }
}
