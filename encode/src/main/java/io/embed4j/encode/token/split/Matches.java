package io.embed4j.encode.token.split;

import java.util.Arrays;

/** A stretch of text as consecutive parts, each of which is a match or what lies between. */
public final class Matches {
  private int[] bounds = new int[33];
  private boolean[] matching = new boolean[32];
  private int count;

  /** Forgets everything and begins at an index. */
  public void start(int from) {
    count = 0;
    bounds[0] = from;
  }

  /** Adds a match, and before it what was left out since the last one. */
  public void match(int from, int to) {
    if (bounds[count] != from) {
      add(from, false);
    }
    add(to, true);
  }

  /** Adds what is left up to the end. */
  public void finish(int to) {
    if (bounds[count] != to) {
      add(to, false);
    }
  }

  private void add(int to, boolean match) {
    if (count == matching.length) {
      matching = Arrays.copyOf(matching, 2 * count);
      bounds = Arrays.copyOf(bounds, 2 * count + 1);
    }
    matching[count++] = match;
    bounds[count] = to;
  }

  /** Turns matches into gaps and gaps into matches. */
  void invert() {
    for (int i = 0; i < count; i++) {
      matching[i] = !matching[i];
    }
  }

  /** Returns the number of parts. */
  public int count() {
    return count;
  }

  /** Returns where a part begins. */
  public int from(int part) {
    return bounds[part];
  }

  /** Returns where a part ends. */
  public int to(int part) {
    return bounds[part + 1];
  }

  /** Returns whether a part is a match. */
  public boolean isMatch(int part) {
    return matching[part];
  }

  /** Returns whether there is any match. */
  public boolean any() {
    for (int i = 0; i < count; i++) {
      if (matching[i]) {
        return true;
      }
    }
    return false;
  }
}
