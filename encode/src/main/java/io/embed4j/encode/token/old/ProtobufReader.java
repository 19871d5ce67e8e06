package io.embed4j.encode.token.old;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.core.error.ModelFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the fields of one protobuf message in the order in which they are written (Protocol Buffers
 * encoding, wire types 0, 1, 2 and 5).
 */
final class ProtobufReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final String file;
  private final ByteBuffer buffer;
  private int wireType;

  ProtobufReader(String file, byte[] message) {
    this(file, ByteBuffer.wrap(message));
  }

  private ProtobufReader(String file, ByteBuffer buffer) {
    this.file = file;
    this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the next field and returns its number, or 0 at the end. */
  int next() {
    if (!buffer.hasRemaining()) {
      return 0;
    }
    long key = varint();
    wireType = (int) (key & 7);
    long field = key >>> 3;
    if (field < 1 || field > 1 << 29) {
      throw damaged("field number " + field);
    }
    return (int) field;
  }

  /** Returns the integer at this place. */
  long integer() {
    require(VARINT);
    return varint();
  }

  /** Returns the number of 32 bits at this place. */
  float number() {
    require(FIXED32);
    need(Float.BYTES);
    return buffer.getFloat();
  }

  /** Returns the string at this place. */
  String text() {
    return new String(bytes(), UTF_8);
  }

  /** Returns the bytes at this place. */
  byte[] bytes() {
    require(BYTES);
    byte[] bytes = new byte[length()];
    buffer.get(bytes);
    return bytes;
  }

  /** Returns a reader of the message at this place. */
  ProtobufReader message() {
    require(BYTES);
    int length = length();
    ByteBuffer part = buffer.slice(buffer.position(), length);
    buffer.position(buffer.position() + length);
    return new ProtobufReader(file, part);
  }

  /** Leaves out what is at this place. */
  void skip() {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> skip(Long.BYTES);
      case BYTES -> skip(length());
      case FIXED32 -> skip(Integer.BYTES);
      default -> throw damaged("wire type " + wireType);
    }
  }

  private void skip(int bytes) {
    need(bytes);
    buffer.position(buffer.position() + bytes);
  }

  private int length() {
    long length = varint();
    if (length < 0 || length > buffer.remaining()) {
      throw damaged("a part of " + length + " bytes where " + buffer.remaining() + " are left");
    }
    return (int) length;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      need(1);
      byte next = buffer.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged("an integer of more than 64 bits");
  }

  private void require(int expected) {
    if (wireType != expected) {
      throw damaged("wire type " + wireType + " instead of " + expected);
    }
  }

  private void need(int bytes) {
    if (buffer.remaining() < bytes) {
      throw damaged("an end in the middle of a field");
    }
  }

  private ModelFormatException damaged(String found) {
    return new ModelFormatException(
        file + ": no sound SentencePiece model: " + found + " at byte " + buffer.position());
  }
}
