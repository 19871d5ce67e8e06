package io.embed4j.bench.kernel;

import java.util.Arrays;

/** Time, and the middle of several times. */
public final class Stopwatch {
  private static final double BURST_SECONDS = 0.005; // shorter ones would show the clock
  private static final double SAMPLE_SECONDS = 0.05;

  private Stopwatch() {}

  /** Returns how long some work took. */
  public static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }

  /**
   * Returns the seconds that one run of some work takes: the best of several bursts, because other
   * programs take the processor away now and then. Work is repeated in a burst if it is short.
   */
  static double bestSeconds(Runnable work) {
    double once = Math.max(1e-9, seconds(work));
    int repetitions = (int) Math.max(1, BURST_SECONDS / once);
    int bursts = (int) Math.max(1, SAMPLE_SECONDS / (once * repetitions));
    double best = once;
    for (int i = 0; i < bursts; i++) {
      double burst =
          seconds(
              () -> {
                for (int j = 0; j < repetitions; j++) {
                  work.run();
                }
              });
      best = Math.min(best, burst / repetitions);
    }
    return best;
  }

  /** Returns the middle one of some numbers. */
  public static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
