package io.embed4j.encode.quantize;

import java.util.Arrays;
import java.util.List;

/**
 * The smallest and the largest value of each dimension in vectors for calibration, and codes of
 * bytes between them. All arithmetic is in single precision, as in sentence-transformers, so that
 * codes are equal bit by bit. Values outside of the range get the nearest code, where numpy would
 * wrap around.
 *
 * <p>Thread-safe: immutable.
 */
public final class Int8Ranges {
  private final float[] min;
  private final float[] max;

  /** (max − min) / 255, or 1 where that is 0. */
  private final float[] step;

  private Int8Ranges(float[] min, float[] max) {
    this.min = min;
    this.max = max;
    this.step = new float[min.length];
    for (int i = 0; i < step.length; i++) {
      step[i] = (max[i] - min[i]) / 255;
      if (!(min[i] <= max[i]) || !Float.isFinite(step[i])) {
        throw new IllegalArgumentException(
            "dimension %d must have a finite range, but has %s to %s".formatted(i, min[i], max[i]));
      }
      step[i] = step[i] == 0 ? 1 : step[i];
    }
  }

  /** Returns the ranges of vectors, which must be of one length and finite. */
  public static Int8Ranges of(List<float[]> vectors) {
    if (vectors.isEmpty()) {
      throw new IllegalArgumentException("vectors must not be empty");
    }
    float[] min = vectors.getFirst().clone();
    float[] max = min.clone();
    for (float[] vector : vectors) {
      requireLength("vector", vector.length, min.length);
      for (int i = 0; i < min.length; i++) {
        min[i] = Math.min(min[i], vector[i]); // NaN stays NaN, and is refused
        max[i] = Math.max(max[i], vector[i]);
      }
    }
    return new Int8Ranges(min, max);
  }

  /** Returns ranges that were stored; each minimum must be at most its maximum. */
  public static Int8Ranges of(float[] min, float[] max) {
    requireLength("max", max.length, min.length);
    return new Int8Ranges(min.clone(), max.clone());
  }

  /** Returns the number of dimensions. */
  public int dim() {
    return min.length;
  }

  /** Returns a copy of the smallest values, to be stored. */
  public float[] min() {
    return min.clone();
  }

  /** Returns a copy of the largest values, to be stored. */
  public float[] max() {
    return max.clone();
  }

  /** Returns {@code trunc((x − min) / step − 128)}, clamped to −128 … 127. */
  public byte[] int8(float[] vector) {
    requireLength("vector", vector.length, dim());
    byte[] code = new byte[vector.length];
    for (int i = 0; i < code.length; i++) {
      code[i] = (byte) Math.clamp((long) (place(vector[i], i) - 128), -128, 127);
    }
    return code;
  }

  /** Returns {@code trunc((x − min) / step)}, clamped to 0 … 255; bytes are without a sign. */
  public byte[] uint8(float[] vector) {
    requireLength("vector", vector.length, dim());
    byte[] code = new byte[vector.length];
    for (int i = 0; i < code.length; i++) {
      code[i] = (byte) Math.clamp((long) place(vector[i], i), 0, 255);
    }
    return code;
  }

  private float place(float x, int i) {
    if (Float.isNaN(x)) {
      throw new IllegalArgumentException("vector must not hold NaN, but does in dimension " + i);
    }
    return (x - min[i]) / step[i];
  }

  private static void requireLength(String name, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "%s must have %d dimensions, but has %d".formatted(name, expected, length));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Int8Ranges ranges
        && Arrays.equals(min, ranges.min)
        && Arrays.equals(max, ranges.max);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(min) + Arrays.hashCode(max);
  }
}
