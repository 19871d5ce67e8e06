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

  /** Returns the numbers 0 to {@code size - 1} in random order. */
  public static int[] permutation(int size, SplittableRandom random) {
    int[] order = new int[size];
    permute(order, random);
    return order;
  }

  /**
   * Overwrites an array with its indices in random order, which depends on the stream alone: Fisher
   * and Yates, inside out.
   */
  public static void permute(int[] order, SplittableRandom random) {
    for (int i = 0; i < order.length; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
  }

  /** Puts the numbers that are there in random order: Fisher and Yates, from the last one down. */
  public static void shuffle(int[] numbers, SplittableRandom random) {
    for (int i = numbers.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int moved = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = moved;
    }
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
