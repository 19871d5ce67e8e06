package io.embed4j.core.format;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Reads little-endian floating point elements into float32, which holds every value of F32, F16 and
 * BF16 exactly.
 *
 * <p>F16 is IEEE 754 binary16. BF16 is the upper half of a float32: its bits, followed by 16 zeros.
 */
public final class FloatElements {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int BLOCK = 4096;

  private FloatElements() {}

  /** Says whether {@link #read} knows this type. */
  public static boolean canRead(DataType type) {
    return type == DataType.F32 || type == DataType.F16 || type == DataType.BF16;
  }

  /**
   * Fills {@code target} with the first elements of {@code source}.
   *
   * @param type F32, F16 or BF16
   */
  public static void read(DataType type, MemorySegment source, float[] target) {
    switch (type) {
      case F32 -> MemorySegment.copy(source, FLOAT, 0, target, 0, target.length);
      case F16, BF16 -> widen(type, source, target);
      default ->
          throw new IllegalArgumentException("type must be F32, F16 or BF16, but is " + type);
    }
  }

  /** Copies blocks into an array first: the loops over arrays become vector instructions. */
  private static void widen(DataType type, MemorySegment source, float[] target) {
    short[] block = new short[Math.min(BLOCK, target.length)];
    for (int from = 0; from < target.length; from += BLOCK) {
      int count = Math.min(BLOCK, target.length - from);
      MemorySegment.copy(source, SHORT, (long) from * Short.BYTES, block, 0, count);
      if (type == DataType.F16) {
        widenHalf(block, target, from, count);
      } else {
        widenBrainFloat(block, target, from, count);
      }
    }
  }

  private static void widenHalf(short[] block, float[] target, int from, int count) {
    for (int i = 0; i < count; i++) {
      target[from + i] = Float.float16ToFloat(block[i]);
    }
  }

  private static void widenBrainFloat(short[] block, float[] target, int from, int count) {
    for (int i = 0; i < count; i++) {
      target[from + i] = Float.intBitsToFloat(block[i] << 16);
    }
  }
}
