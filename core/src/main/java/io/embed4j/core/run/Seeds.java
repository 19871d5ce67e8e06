package io.embed4j.core.run;

import java.util.SplittableRandom;

/**
 * Independent random streams from one seed, each with a purpose and an index: the random numbers of
 * epoch 7 do not depend on how many were drawn in epoch 6, so a resumed run draws what an
 * uninterrupted one would.
 */
public final class Seeds {
  private Seeds() {}

  /**
   * Returns the stream of a purpose (such as "order", "negatives", "dropout") and an index (such as
   * the epoch).
   */
  public static SplittableRandom stream(long seed, String purpose, long index) {
    return new SplittableRandom(mix(mix(seed + 0x9E3779B97F4A7C15L * purpose.hashCode()) + index));
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
