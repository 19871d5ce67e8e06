package io.embed4j.graph.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Finds the names nearest to a text by edit distance over UTF-8 bytes, ASCII case ignored.
 *
 * <p>The distance is computed 64 rows of the dynamic programme at a time (Myers, J. ACM 1999, in
 * the block form of Hyyrö, 2003): the column is kept as the bits where it steps up ({@code plus})
 * and down ({@code minus}).
 */
final class NearestNames {
  private final int length;
  private final int blocks;

  /** Per byte value and block: where the text has that byte. */
  private final long[][] matches;

  private final long[] plus;
  private final long[] minus;

  NearestNames(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    length = bytes.length;
    blocks = Math.max(1, (length + 63) >>> 6);
    matches = new long[256][blocks];
    plus = new long[blocks];
    minus = new long[blocks];
    for (int i = 0; i < length; i++) {
      matches[lower(bytes[i])][i >>> 6] |= 1L << i;
    }
  }

  /** Returns the ids of at most {@code k} names, nearest first, ties by id. */
  static int[] find(Vocabulary names, String text, int k) {
    NearestNames pattern = new NearestNames(text);
    int limit = (pattern.length + 2) / 3;
    int[] ids = new int[k];
    int[] distances = new int[k];
    int found = 0;
    for (int id = 0; id < names.size() && k > 0; id++) {
      int bound = found < k ? limit : distances[k - 1] - 1;
      int distance = pattern.distance(names.chunk(id), names.offset(id), names.length(id), bound);
      if (distance > bound) {
        continue;
      }
      int at = found < k ? found++ : k - 1;
      for (; at > 0 && distances[at - 1] > distance; at--) {
        ids[at] = ids[at - 1];
        distances[at] = distances[at - 1];
      }
      ids[at] = id;
      distances[at] = distance;
    }
    return Arrays.copyOf(ids, found);
  }

  /** Returns the distance to a name, or any number above {@code bound} if it is above it. */
  int distance(byte[] name, int offset, int nameLength, int bound) {
    if (Math.abs(nameLength - length) > bound) {
      return bound + 1;
    }
    if (length == 0) {
      return nameLength;
    }
    Arrays.fill(plus, -1L);
    Arrays.fill(minus, 0L);
    int distance = length;
    for (int i = 0; i < nameLength; i++) {
      distance += column(matches[lower(name[offset + i])]);
      if (distance - (nameLength - 1 - i) > bound) {
        return bound + 1;
      }
    }
    return distance;
  }

  /** Moves one column on and returns by how much its last row changed: −1, 0 or 1. */
  private int column(long[] equal) {
    long plusIn = 1; // the first row counts inserted bytes: it rises by one a column
    long minusIn = 0;
    int change = 0;
    for (int b = 0; b < blocks; b++) {
      long vertical = equal[b] | minus[b];
      long eq = equal[b] | minusIn;
      long horizontal = (((eq & plus[b]) + plus[b]) ^ plus[b]) | eq;
      long up = minus[b] | ~(horizontal | plus[b]);
      long down = plus[b] & horizontal;
      if (b == blocks - 1) {
        int last = (length - 1) & 63;
        change = (int) (up >>> last & 1) - (int) (down >>> last & 1);
      }
      long upShifted = up << 1 | plusIn;
      long downShifted = down << 1 | minusIn;
      plusIn = up >>> 63;
      minusIn = down >>> 63;
      plus[b] = downShifted | ~(vertical | upShifted);
      minus[b] = upShifted & vertical;
    }
    return change;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b & 0xff;
  }
}
