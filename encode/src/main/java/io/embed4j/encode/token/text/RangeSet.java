package io.embed4j.encode.token.text;

import java.util.Arrays;

/** Code points, as ranges in ascending order. */
final class RangeSet {
  private final int[] firsts;
  private final int[] lasts;

  private RangeSet(int[] firsts, int[] lasts) {
    this.firsts = firsts;
    this.lasts = lasts;
  }

  /** Reads ranges like {@code "7fd 897-89f"}: hexadecimal, ascending. */
  static RangeSet parse(String ranges) {
    String[] parts = ranges.strip().split("\\s+", -1);
    int[] firsts = new int[parts.length];
    int[] lasts = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      int dash = parts[i].indexOf('-');
      firsts[i] = Integer.parseInt(parts[i], 0, dash < 0 ? parts[i].length() : dash, 16);
      lasts[i] = Integer.parseInt(parts[i], dash + 1, parts[i].length(), 16);
    }
    return new RangeSet(firsts, lasts);
  }

  boolean contains(int point) {
    int index = Arrays.binarySearch(firsts, point);
    return index >= 0 || (index < -1 && point <= lasts[-index - 2]);
  }
}
