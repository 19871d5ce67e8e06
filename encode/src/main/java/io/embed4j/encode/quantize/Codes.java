package io.embed4j.encode.quantize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Arithmetic on codes. Products of codes are exact; those with floats are summed in double. */
public final class Codes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private Codes() {}

  /** Returns Σ aᵢ·bᵢ of signed bytes. */
  public static long dotInt8(byte[] a, byte[] b) {
    requireSameLength(a.length, b.length);
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Returns Σ aᵢ·bᵢ of bytes without a sign. */
  public static long dotUint8(byte[] a, byte[] b) {
    requireSameLength(a.length, b.length);
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] & 0xffL) * (b[i] & 0xffL);
    }
    return sum;
  }

  /** Returns Σ qᵢ·bᵢ of signed bytes. */
  public static float dotInt8(float[] query, byte[] code) {
    requireSameLength(query.length, code.length);
    double sum = 0;
    for (int i = 0; i < query.length; i++) {
      sum += (double) query[i] * code[i];
    }
    return (float) sum;
  }

  /** Returns Σ qᵢ·bᵢ of bytes without a sign. */
  public static float dotUint8(float[] query, byte[] code) {
    requireSameLength(query.length, code.length);
    double sum = 0;
    for (int i = 0; i < query.length; i++) {
      sum += (double) query[i] * (code[i] & 0xff);
    }
    return (float) sum;
  }

  /** Returns the number of bits that differ; of binary and ubinary codes it is the same. */
  public static int hamming(byte[] a, byte[] b) {
    requireSameLength(a.length, b.length);
    int differing = 0;
    int i = 0;
    for (int bound = a.length - Long.BYTES; i <= bound; i += Long.BYTES) {
      differing += Long.bitCount((long) LONGS.get(a, i) ^ (long) LONGS.get(b, i));
    }
    for (; i < a.length; i++) {
      differing += Integer.bitCount((a[i] ^ b[i]) & 0xff);
    }
    return differing;
  }

  private static void requireSameLength(int a, int b) {
    if (a != b) {
      throw new IllegalArgumentException(
          "both must be of the same length, but have " + a + " and " + b);
    }
  }
}
