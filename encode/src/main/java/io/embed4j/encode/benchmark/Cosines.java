package io.embed4j.encode.benchmark;

import io.embed4j.core.math.Vectors;
import java.util.List;

/** Cosines between vectors of two lists. */
final class Cosines {
  private Cosines() {}

  /** Returns the cosine of each pair. */
  static double[] ofPairs(List<float[]> first, List<float[]> second) {
    double[] cosines = new double[first.size()];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = of(first.get(i), second.get(i));
    }
    return cosines;
  }

  /** Returns a·b / (‖a‖ ‖b‖), or 0 if one is zero. */
  static double of(float[] a, float[] b) {
    double norms =
        Math.sqrt(Vectors.squaredNorm(a, 0, a.length))
            * Math.sqrt(Vectors.squaredNorm(b, 0, b.length));
    return norms == 0 ? 0 : Vectors.dot(a, 0, b, 0, a.length) / norms;
  }
}
