package io.embed4j.core.format;

import io.embed4j.core.error.ModelFormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A place in some little-endian bytes that moves as they are read, and never past their end.
 *
 * <p>Nothing is allocated before the bytes for it are known to be there, whatever a length field
 * claims. What is not there is a {@link ModelFormatException}. For one thread.
 */
public final class Cursor {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final String where;
  private final MemorySegment bytes;
  private long position;

  /**
   * Stands at the first byte.
   *
   * @param where what a message starts with, such as the path
   */
  public Cursor(String where, MemorySegment bytes) {
    this.where = where;
    this.bytes = bytes;
  }

  /** Returns another cursor over the same bytes. */
  public Cursor at(long place) {
    Cursor cursor = new Cursor(where, bytes);
    cursor.skip(place);
    return cursor;
  }

  /** Returns what a message starts with. */
  public String where() {
    return where;
  }

  /** Returns how many bytes have been read. */
  public long position() {
    return position;
  }

  /** Returns how many bytes are left. */
  public long remaining() {
    return bytes.byteSize() - position;
  }

  /** Returns whether no byte is left. */
  public boolean atEnd() {
    return remaining() == 0;
  }

  /** Returns the next byte, 0 to 255. */
  public int unsignedByte() {
    return bytes.get(ValueLayout.JAVA_BYTE, advance(1)) & 0xff;
  }

  /** Returns the next two bytes, 0 to 65,535. */
  public int unsignedShort() {
    return bytes.get(SHORT, advance(Short.BYTES)) & 0xffff;
  }

  /** Returns the next four bytes. */
  public int int32() {
    return bytes.get(INT, advance(Integer.BYTES));
  }

  /** Returns the next four bytes, without a sign. */
  public long unsignedInt() {
    return Integer.toUnsignedLong(int32());
  }

  /** Returns the next eight bytes. */
  public long int64() {
    return bytes.get(LONG, advance(Long.BYTES));
  }

  /** Passes over bytes. */
  public void skip(long count) {
    advance(count);
  }

  /** Returns the next bytes without copying them. */
  public MemorySegment slice(long count) {
    return bytes.asSlice(advance(count), count);
  }

  /** Returns the next bytes as UTF-8; what is no UTF-8 becomes U+FFFD. */
  public String text(long count, int limit) {
    if (count > limit) {
      throw fault("a text of " + Long.toUnsignedString(count) + " bytes, more than " + limit);
    }
    return new String(slice(count).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /** Returns what to throw for a fault at this place. */
  public ModelFormatException fault(String reason) {
    return new ModelFormatException(where + ": at byte " + position + ": " + reason);
  }

  private long advance(long count) {
    if (count < 0 || count > remaining()) {
      throw fault(
          "truncated: "
              + Long.toUnsignedString(count)
              + " more bytes expected, but there are "
              + remaining());
    }
    long from = position;
    position += count;
    return from;
  }
}
