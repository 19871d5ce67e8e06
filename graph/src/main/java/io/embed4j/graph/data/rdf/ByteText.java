package io.embed4j.graph.data.rdf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.graph.data.line.Utf8;
import java.util.Arrays;

/**
 * A text in UTF-8 that lies in a shared buffer, or in a buffer of its own if it was unescaped.
 * Valid until the reader moves on.
 */
public final class ByteText {
  private byte[] bytes = {};
  private int start;
  private int end;
  private byte[] own = new byte[64];
  private int ownLength;

  ByteText() {}

  /** Returns the buffer. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns where the text starts. */
  public int start() {
    return start;
  }

  /** Returns the number of bytes. */
  public int length() {
    return end - start;
  }

  /** Says whether the text has exactly these bytes. */
  public boolean is(byte[] other) {
    return Arrays.equals(bytes, start, end, other, 0, other.length);
  }

  @Override
  public String toString() {
    return new String(bytes, start, end - start, UTF_8);
  }

  /** Lies in a shared buffer from now on. */
  void refer(byte[] buffer, int from, int to) {
    bytes = buffer;
    start = from;
    end = to;
  }

  /** Starts an own text. */
  void clear() {
    ownLength = 0;
    useOwn();
  }

  void append(byte[] buffer, int from, int to) {
    room(to - from);
    System.arraycopy(buffer, from, own, ownLength, to - from);
    ownLength += to - from;
    useOwn();
  }

  void append(int codePoint) {
    room(4);
    ownLength = Utf8.write(codePoint, own, ownLength);
    useOwn();
  }

  private void room(int more) {
    if (ownLength + more > own.length) {
      own = Arrays.copyOf(own, Math.max(ownLength + more, 2 * own.length));
    }
  }

  private void useOwn() {
    refer(own, 0, ownLength);
  }
}
