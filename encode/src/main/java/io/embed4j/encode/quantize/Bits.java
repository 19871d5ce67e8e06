package io.embed4j.encode.quantize;

/** Signs of vectors as bits; the first dimension is the highest bit of the first byte. */
final class Bits {
  /** What a byte of a binary code differs in from that of a ubinary code: its value minus 128. */
  private static final int OFFSET = 0x80;

  private Bits() {}

  static byte[] ubinary(float[] vector) {
    return pack(vector, 0);
  }

  static byte[] binary(float[] vector) {
    return pack(vector, OFFSET);
  }

  /** Returns Σ of the query where the bit is 1. */
  static float dotUbinary(float[] query, byte[] code) {
    return dot(query, code, 0);
  }

  /** Returns Σ of the query where the bit is 1. */
  static float dotBinary(float[] query, byte[] code) {
    return dot(query, code, OFFSET);
  }

  // Minus 128 modulo 256 turns the highest bit round and leaves the others, as exclusive or does.
  private static byte[] pack(float[] vector, int offset) {
    byte[] code = new byte[bytes(vector.length)];
    for (int i = 0; i < vector.length; i++) {
      if (Float.isNaN(vector[i])) {
        throw new IllegalArgumentException("vector must not hold NaN, but does in dimension " + i);
      }
      if (vector[i] > 0) {
        code[i / 8] |= (byte) (0x80 >> i % 8);
      }
    }
    for (int i = 0; i < code.length; i++) {
      code[i] ^= (byte) offset;
    }
    return code;
  }

  private static float dot(float[] query, byte[] code, int offset) {
    if (code.length != bytes(query.length)) {
      throw new IllegalArgumentException(
          "code must have %d bytes for %d dimensions, but has %d"
              .formatted(bytes(query.length), query.length, code.length));
    }
    double sum = 0;
    for (int i = 0; i < query.length; i++) {
      int bit = (code[i / 8] ^ offset) >> (7 - i % 8) & 1;
      sum += bit * (double) query[i];
    }
    return (float) sum;
  }

  private static int bytes(int dim) {
    return (dim + 7) / 8;
  }
}
