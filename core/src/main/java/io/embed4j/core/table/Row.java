package io.embed4j.core.table;

/**
 * A view of {@code length} consecutive floats of an array that somebody else owns; writing to it
 * writes to that array.
 *
 * @param data the array, not copied
 * @param offset index in {@code data} of element 0
 * @param length number of elements
 */
public record Row(float[] data, int offset, int length) {
  /** Returns a view of a whole array. */
  public static Row of(float... data) {
    return new Row(data, 0, data.length);
  }

  /** Returns element {@code i}. */
  public float at(int i) {
    return data[offset + i];
  }

  /** Sets element {@code i}. */
  public void set(int i, float value) {
    data[offset + i] = value;
  }

  /** Adds to element {@code i}. */
  public void add(int i, float value) {
    data[offset + i] += value;
  }

  /** Returns a view of the elements {@code from} (inclusive) to {@code to} (exclusive). */
  public Row slice(int from, int to) {
    return new Row(data, offset + from, to - from);
  }
}
