package io.embed4j.graph.data.line;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks and measures of UTF-8 in byte arrays. */
public final class Utf8 {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Utf8() {}

  /**
   * Returns the position of the first byte that is zero or not part of well-formed UTF-8 (Unicode
   * 17, table 3-7), or -1 if all is well.
   */
  public static int firstFault(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end) {
      if (i + Long.BYTES <= end && isPlain((long) LONG.get(bytes, i))) {
        i += Long.BYTES;
      } else if (bytes[i] > 0) {
        i++;
      } else {
        int length = sequenceLength(bytes, i, end);
        if (length == 0) {
          return i;
        }
        i += length;
      }
    }
    return -1;
  }

  /** Says whether eight bytes are all between 1 and 127. */
  private static boolean isPlain(long word) {
    return ((word | (word - ONES)) & HIGH_BITS) == 0;
  }

  /** Returns the length of the multi-byte character at {@code i}, or 0 if it is malformed. */
  private static int sequenceLength(byte[] bytes, int i, int end) {
    int first = bytes[i] & 0xff;
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || i + length > end) {
      return 0;
    }
    int second = bytes[i + 1] & 0xff;
    int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) {
      return 0;
    }
    for (int k = 2; k < length; k++) {
      if ((bytes[i + k] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /** Returns the number of characters (code points) in well-formed UTF-8. */
  public static int characters(byte[] bytes, int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      count += (bytes[i] & 0xc0) != 0x80 ? 1 : 0;
    }
    return count;
  }

  /**
   * Writes a code point as UTF-8 and returns the position after it; needs up to 4 bytes of room.
   */
  public static int write(int codePoint, byte[] out, int at) {
    if (codePoint < 0x80) {
      out[at] = (byte) codePoint;
      return at + 1;
    }
    int more = codePoint < 0x800 ? 1 : codePoint < 0x10000 ? 2 : 3;
    int mark = 0xff00 >> (more + 1) & 0xff; // 110xxxxx, 1110xxxx, 11110xxx
    out[at] = (byte) (mark | codePoint >> (6 * more));
    for (int k = 1; k <= more; k++) {
      out[at + k] = (byte) (0x80 | (codePoint >> (6 * (more - k)) & 0x3f));
    }
    return at + more + 1;
  }
}
