package io.embed4j.search.lucene;

import io.embed4j.core.math.Vectors;
import java.util.Arrays;

/** Vectors of length 1, whose products are cosines. */
public final class UnitVectors {
  private UnitVectors() {}

  /**
   * Returns a vector divided by its length.
   *
   * @param what for messages
   * @throws IllegalArgumentException if it has no direction: all numbers are 0, or one is not
   *     finite
   */
  public static float[] of(String what, float[] vector) {
    double norm = Math.sqrt(Vectors.squaredNorm(vector, 0, vector.length));
    if (!(norm > 0) || !Double.isFinite(norm)) {
      throw new IllegalArgumentException(
          what + " must have a length above 0 and below infinity, but has " + norm);
    }
    float[] unit = vector.clone();
    Vectors.scaleInPlace((float) (1 / norm), unit, 0, unit.length);
    return unit;
  }

  /** Returns the first n numbers of a vector as a vector of length 1; zeros stay what they are. */
  public static float[] first(float[] vector, int n) {
    float[] first = Arrays.copyOf(vector, n);
    double norm = Math.sqrt(Vectors.squaredNorm(first, 0, n));
    Vectors.scaleInPlace(norm > 0 ? (float) (1 / norm) : 0, first, 0, n);
    return first;
  }
}
