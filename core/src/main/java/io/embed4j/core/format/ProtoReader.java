package io.embed4j.core.format;

import io.embed4j.core.error.ModelFormatException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the fields of a Protocol Buffers message one after the other (protobuf.dev, "Encoding").
 *
 * <p>A message is a row of fields: a varint of {@code number * 8 + wire type}, then a varint (0),
 * eight bytes (1), a length and so many bytes (2), or four bytes (5). Groups (3 and 4) are refused.
 * All messages within one file share one allowance of fields and of text, so that a file cannot
 * make many more objects than a real model has. Nothing recurses: how deep messages lie in each
 * other is up to the caller. What is not sound is a {@link ModelFormatException}. For one thread.
 */
public final class ProtoReader {
  private static final int MAX_TEXT_BYTES = 64 << 20;
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private final Cursor in;
  private final Allowance allowance;
  private int field;
  private int wireType;

  private ProtoReader(Cursor in, Allowance allowance) {
    this.in = in;
    this.allowance = allowance;
  }

  /**
   * Reads the outermost message.
   *
   * @param where what a message of a failure starts with, such as the path
   * @param maxFields of all messages together
   */
  public ProtoReader(String where, MemorySegment bytes, int maxFields) {
    this(new Cursor(where, bytes), new Allowance(maxFields));
  }

  /** What is left for the messages of a file. */
  private static final class Allowance {
    private final int maxFields;
    private int fields;
    private int textBytes = MAX_TEXT_BYTES;

    Allowance(int maxFields) {
      this.maxFields = maxFields;
      this.fields = maxFields;
    }
  }

  /** Goes to the next field; returns whether there is one. */
  public boolean next() {
    if (in.atEnd()) {
      return false;
    }
    if (--allowance.fields < 0) {
      throw in.fault("more than " + allowance.maxFields + " fields");
    }
    long tag = varint(in);
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    if (field < 1 || tag >>> 32 != 0) {
      throw in.fault("no sound protobuf: field number " + Long.toUnsignedString(tag >>> 3));
    }
    return true;
  }

  /** Returns the number of this field. */
  public int field() {
    return field;
  }

  /** Passes over the value of this field. */
  public void skip() {
    switch (wireType) {
      case VARINT -> varint(in);
      case FIXED_64 -> in.skip(Long.BYTES);
      case BYTES -> in.skip(varint(in));
      case FIXED_32 -> in.skip(Integer.BYTES);
      default -> throw in.fault("no sound protobuf: wire type " + wireType);
    }
  }

  /** Returns the whole number in this field. */
  public long whole() {
    require(VARINT);
    return varint(in);
  }

  /** Returns the number of 32 bits in this field. */
  public float float32() {
    require(FIXED_32);
    return Float.intBitsToFloat(in.int32());
  }

  /** Returns the bytes in this field, without copying them. */
  public MemorySegment bytes() {
    require(BYTES);
    return in.slice(varint(in));
  }

  /** Returns the text in this field; what is no UTF-8 becomes U+FFFD. */
  public String text() {
    require(BYTES);
    long before = in.position();
    String text = in.text(varint(in), allowance.textBytes);
    allowance.textBytes -= (int) (in.position() - before);
    return text;
  }

  /** Returns a reader of the message in this field. */
  public ProtoReader message() {
    return new ProtoReader(new Cursor(in.where(), bytes()), allowance);
  }

  /** Adds the whole numbers of a repeated field, packed or not, to at most {@code limit}. */
  public void addWholes(List<Long> target, int limit) {
    if (wireType == VARINT) {
      target.add(whole());
    } else {
      target.addAll(wholes(new Cursor(in.where(), bytes()), limit));
    }
    if (target.size() > limit) {
      throw in.fault("more than " + limit + " numbers");
    }
  }

  /** Returns packed whole numbers, of which there may be at most {@code limit}. */
  public static List<Long> wholes(Cursor packed, int limit) {
    List<Long> wholes = new ArrayList<>();
    while (!packed.atEnd()) {
      if (wholes.size() == limit) {
        throw packed.fault("more than " + limit + " numbers");
      }
      wholes.add(varint(packed));
    }
    return wholes;
  }

  /** Returns what to throw for a fault at this place. */
  public ModelFormatException fault(String reason) {
    return in.fault(reason);
  }

  private void require(int expected) {
    if (wireType != expected) {
      throw in.fault(
          "no sound protobuf: field "
              + field
              + " has wire type "
              + wireType
              + " instead of "
              + expected);
    }
  }

  /** Seven bits a byte, the lowest first; the highest bit says that another byte follows. */
  private static long varint(Cursor in) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int b = in.unsignedByte();
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw in.fault("no sound protobuf: a varint of more than ten bytes");
  }
}
