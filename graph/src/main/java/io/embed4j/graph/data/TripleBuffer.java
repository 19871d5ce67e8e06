package io.embed4j.graph.data;

import java.util.Arrays;

/** Collects triples, 12 bytes each. Not thread-safe. */
public final class TripleBuffer {
  private int[] heads = new int[16];
  private int[] relations = new int[16];
  private int[] tails = new int[16];
  private int size;

  /** Makes an empty buffer. */
  public TripleBuffer() {}

  /** Adds a triple of ids. */
  public void add(int head, int relation, int tail) {
    if (size == heads.length) {
      int capacity = size + (size >> 1);
      heads = Arrays.copyOf(heads, capacity);
      relations = Arrays.copyOf(relations, capacity);
      tails = Arrays.copyOf(tails, capacity);
    }
    heads[size] = head;
    relations[size] = relation;
    tails[size++] = tail;
  }

  /** Adds triple {@code i} of some triples. */
  public void add(Triples triples, int i) {
    add(triples.head(i), triples.relation(i), triples.tail(i));
  }

  /** Returns the number of triples so far. */
  public int size() {
    return size;
  }

  /** Returns the triples so far, in the order in which they were added. */
  public Triples triples() {
    return new Triples(
        Arrays.copyOf(heads, size), Arrays.copyOf(relations, size), Arrays.copyOf(tails, size));
  }
}
