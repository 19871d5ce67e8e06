package io.embed4j.neural.layer;

import java.util.Arrays;
import java.util.List;

/**
 * Where the sequences of a packed batch stand: sequence {@code i} is the rows {@code starts[i]} to
 * {@code starts[i + 1]}. Nothing is padded.
 *
 * @param starts ascending, the first 0, one more than there are sequences; not copied
 */
public record Segments(int[] starts) {
  public Segments {
    if (starts.length == 0 || starts[0] != 0) {
      throw new IllegalArgumentException("starts must begin with 0");
    }
    for (int i = 1; i < starts.length; i++) {
      if (starts[i] < starts[i - 1]) {
        throw new IllegalArgumentException("starts must ascend, but start " + i + " descends");
      }
    }
  }

  /** Returns the segments of sequences of these lengths. */
  public static Segments ofLengths(List<Integer> lengths) {
    int[] starts = new int[lengths.size() + 1];
    for (int i = 0; i < lengths.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], lengths.get(i));
    }
    return new Segments(starts);
  }

  /** Returns the number of sequences. */
  public int count() {
    return starts.length - 1;
  }

  /** Returns the number of rows of all sequences together. */
  public int rows() {
    return starts[starts.length - 1];
  }

  /** Returns the first row of a sequence. */
  public int start(int sequence) {
    return starts[sequence];
  }

  /** Returns the row after the last one of a sequence. */
  public int end(int sequence) {
    return starts[sequence + 1];
  }

  /** Returns the sequence in which a row stands. */
  public int sequenceOf(int row) {
    int found = Arrays.binarySearch(starts, row);
    if (found < 0) {
      return -found - 2;
    }
    while (length(found) == 0) {
      found++;
    }
    return found;
  }

  /** Returns the number of rows of a sequence. */
  public int length(int sequence) {
    return end(sequence) - start(sequence);
  }

  /** Returns the length of the longest sequence, 0 if there is none. */
  public int longest() {
    int longest = 0;
    for (int i = 0; i < count(); i++) {
      longest = Math.max(longest, length(i));
    }
    return longest;
  }

  /** Returns the sequences {@code from} (inclusive) to {@code to} (exclusive), as rows from 0. */
  public Segments range(int from, int to) {
    int[] part = new int[to - from + 1];
    for (int i = 0; i < part.length; i++) {
      part[i] = starts[from + i] - starts[from];
    }
    return new Segments(part);
  }
}
