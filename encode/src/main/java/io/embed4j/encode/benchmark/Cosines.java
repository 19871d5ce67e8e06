package io.embed4j.encode.benchmark;

import io.embed4j.core.math.Vectors;
import java.util.List;

/** Cosines between vectors of two lists. */
public final class Cosines {
  private Cosines() {}

  /** Returns the cosine of each pair. */
  public static double[] ofPairs(List<float[]> first, List<float[]> second) {
    double[] cosines = new double[first.size()];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = of(first.get(i), second.get(i));
    }
    return cosines;
  }

  /** Returns the cosine of two vectors. */
  public static double of(float[] a, float[] b) {
    return Vectors.cosine(a, 0, b, 0, a.length);
  }
}
