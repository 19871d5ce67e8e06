package io.embed4j.encode.token.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The ids of tokens of one code point. */
final class PointIds {
  private static final int DIRECT = 0x400;
  private static final int NONE = -1;

  private final int[] direct = new int[DIRECT];
  private final Map<Integer, Integer> others = new HashMap<>();

  /** The ids of tokens that are one code point between a prefix and a suffix. */
  PointIds(Vocabulary vocabulary, String prefix, String suffix) {
    Arrays.fill(direct, NONE);
    int around = prefix.length() + suffix.length();
    vocabulary.forEach(
        (token, id) -> {
          int units = token.length() - around;
          if ((units == 1 || units == 2) && token.startsWith(prefix) && token.endsWith(suffix)) {
            int point = token.codePointAt(prefix.length());
            if (Character.charCount(point) == units) {
              put(point, id);
            }
          }
        });
  }

  private void put(int point, int id) {
    if (point < DIRECT) {
      direct[point] = id;
    } else {
      others.put(point, id);
    }
  }

  /** Returns the id of a code point's token, or -1. */
  int get(int point) {
    return point < DIRECT ? direct[point] : others.getOrDefault(point, NONE);
  }
}
