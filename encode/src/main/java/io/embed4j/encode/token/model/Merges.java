package io.embed4j.encode.token.model;

import java.util.Arrays;

/** Which pairs of tokens merge, at which rank and to what: an open-addressed table. */
public final class Merges {
  /** No merge. */
  static final int NONE = -1;

  private static final long FREE = -1;

  private final long[] keys;
  private final int[] ranks;
  private final int[] results;

  /** No merges, with room for as many as given. */
  public Merges(int count) {
    int capacity = Math.max(16, Integer.highestOneBit(Math.max(1, count)) * 4);
    keys = new long[capacity];
    ranks = new int[capacity];
    results = new int[capacity];
    Arrays.fill(keys, FREE);
  }

  /** Adds a merge; of the same pair the last counts. */
  public void put(int left, int right, int rank, int result) {
    int slot = slot(left, right);
    keys[slot] = key(left, right);
    ranks[slot] = rank;
    results[slot] = result;
  }

  /** Returns the place of a pair, for the other methods, or {@link #NONE}. */
  int find(int left, int right) {
    int slot = slot(left, right);
    return keys[slot] == FREE ? NONE : slot;
  }

  /** Returns the rank of the merge at a place; low ones come first. */
  int rank(int place) {
    return ranks[place];
  }

  /** Returns the token that the merge at a place gives. */
  int result(int place) {
    return results[place];
  }

  private int slot(int left, int right) {
    long key = key(left, right);
    int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & (keys.length - 1);
    while (keys[slot] != key && keys[slot] != FREE) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private static long key(int left, int right) {
    return ((long) left << 32) | right;
  }
}
