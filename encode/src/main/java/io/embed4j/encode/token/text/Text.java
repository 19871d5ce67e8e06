package io.embed4j.encode.token.text;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Code points and, for each, the range of the original text that it stands for. Normalizers change
 * it in place; ranges always count UTF-16 units of the original and never decrease from one code
 * point to the next.
 *
 * <p>Not thread-safe: each call of a tokenizer makes its own.
 */
public final class Text {
  private static final int REPLACEMENT = 0xFFFD;

  private int[] points;
  private int[] starts;
  private int[] ends;
  private int length;

  /** An empty text with room for as many code points as given. */
  public Text(int capacity) {
    this.points = new int[capacity];
    this.starts = new int[capacity];
    this.ends = new int[capacity];
  }

  /** Returns the code points of a string; each half of a broken surrogate pair becomes U+FFFD. */
  public static Text of(String string) {
    int units = string.length();
    Text text = new Text(units);
    int length = 0;
    for (int i = 0; i < units; length++) {
      int point = string.charAt(i);
      int end = i + 1;
      if (Character.isSurrogate((char) point)) {
        point = string.codePointAt(i);
        end = i + Character.charCount(point);
        if (end == i + 1) {
          point = REPLACEMENT;
        }
      }
      text.points[length] = point;
      text.starts[length] = i;
      text.ends[length] = end;
      i = end;
    }
    text.length = length;
    return text;
  }

  /** Returns the number of code points. */
  public int length() {
    return length;
  }

  /** Returns the code point at an index. */
  public int point(int index) {
    return points[index];
  }

  /** Returns where the code point at an index begins in the original. */
  public int start(int index) {
    return starts[index];
  }

  /** Returns where the code point at an index ends in the original. */
  public int end(int index) {
    return ends[index];
  }

  /** Returns a copy of a part. */
  public Text slice(int from, int to) {
    Text slice = new Text(to - from);
    slice.append(this, from, to);
    return slice;
  }

  /** Adds a part of another text at the end. */
  public void append(Text other, int from, int to) {
    int count = to - from;
    reserve(count);
    System.arraycopy(other.points, from, points, length, count);
    System.arraycopy(other.starts, from, starts, length, count);
    System.arraycopy(other.ends, from, ends, length, count);
    length += count;
  }

  /** Adds a code point that stands for a range of the original. */
  public void append(int point, int start, int end) {
    reserve(1);
    points[length] = point;
    starts[length] = start;
    ends[length++] = end;
  }

  private void reserve(int more) {
    if (length + more > points.length) {
      int capacity = Math.max(length + more, 2 * points.length + 8);
      points = Arrays.copyOf(points, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
  }

  /** Replaces each code point by another one. */
  public void map(IntUnaryOperator change) {
    for (int i = 0; i < length; i++) {
      points[i] = change.applyAsInt(points[i]);
    }
  }

  /** Keeps the code points of which a condition holds. */
  public void keep(IntPredicate wanted) {
    int kept = 0;
    for (int i = 0; i < length; i++) {
      if (wanted.test(points[i])) {
        points[kept] = points[i];
        starts[kept] = starts[i];
        ends[kept++] = ends[i];
      }
    }
    length = kept;
  }

  /** Keeps a part only. */
  public void cut(int from, int to) {
    System.arraycopy(points, from, points, 0, to - from);
    System.arraycopy(starts, from, starts, 0, to - from);
    System.arraycopy(ends, from, ends, 0, to - from);
    length = to - from;
  }

  /** Takes over the content of another text, which must not be used any more. */
  public void become(Text other) {
    points = other.points;
    starts = other.starts;
    ends = other.ends;
    length = other.length;
  }

  /** Returns a part as a string. */
  public String string(int from, int to) {
    return new String(points, from, to - from);
  }

  /** Returns a copy of the code points of a part. */
  public int[] points(int from, int to) {
    return Arrays.copyOfRange(points, from, to);
  }

  @Override
  public String toString() {
    return string(0, length);
  }
}
