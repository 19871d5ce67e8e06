package io.embed4j.encode.token.model;

import java.util.Arrays;

/**
 * A prefix tree over code points: all edges in one open-addressed table, keyed by node and code
 * point. Filled once, then only read.
 */
public final class Trie {
  /** The node at which every word begins. */
  public static final int ROOT = 0;

  /** No node, or no value at a node. */
  public static final int NONE = -1;

  private static final long FREE = -1;
  private static final int POINT_BITS = 21;

  private long[] keys = new long[64];
  private int[] targets = new int[64];
  private int[] values = new int[16];
  private int edges;
  private int nodes = 1;

  /** An empty tree. */
  public Trie() {
    Arrays.fill(keys, FREE);
    Arrays.fill(values, NONE);
  }

  /** Adds a word below a node; a word that is there already gets the new value. */
  public void put(int root, String word, int value) {
    int node = root;
    for (int i = 0; i < word.length(); ) {
      int point = word.codePointAt(i);
      i += Character.charCount(point);
      node = childOrNew(node, point);
    }
    values[node] = value;
  }

  /** Adds a node with no way to it from the others, as a root of its own. */
  public int newRoot() {
    if (nodes == values.length) {
      values = Arrays.copyOf(values, 2 * nodes);
      Arrays.fill(values, nodes, values.length, NONE);
    }
    return nodes++;
  }

  /** Returns the node that a code point leads to, which is made if it is missing. */
  public int childOrNew(int node, int point) {
    int known = child(node, point);
    if (known != NONE) {
      return known;
    }
    int created = newRoot();
    if (2 * ++edges > keys.length) {
      grow();
    }
    insert(((long) node << POINT_BITS) | point, created);
    return created;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldTargets = targets;
    keys = new long[2 * oldKeys.length];
    targets = new int[2 * oldKeys.length];
    Arrays.fill(keys, FREE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        insert(oldKeys[i], oldTargets[i]);
      }
    }
  }

  private void insert(long key, int target) {
    int slot = slot(key);
    while (keys[slot] != FREE) {
      slot = (slot + 1) & (keys.length - 1);
    }
    keys[slot] = key;
    targets[slot] = target;
  }

  private int slot(long key) {
    return (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & (keys.length - 1);
  }

  /** Returns the node that a code point leads to, or {@link #NONE}. */
  public int child(int node, int point) {
    long key = ((long) node << POINT_BITS) | point;
    for (int slot = slot(key); ; slot = (slot + 1) & (keys.length - 1)) {
      long found = keys[slot];
      if (found == key) {
        return targets[slot];
      }
      if (found == FREE) {
        return NONE;
      }
    }
  }

  /** Returns the value of the word that ends at a node, or {@link #NONE}. */
  public int value(int node) {
    return values[node];
  }
}
