package io.embed4j.bench.kernel;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Workers;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the machine can do at most, with a given number of threads: arithmetic from registers, and
 * memory far larger than any cache. Measured again beside every kernel, because clocks and
 * neighbours change.
 */
public final class Roofline {
  private static final double WARM_UP_SECONDS = 1;
  private static final int SHORT_ROUNDS = 1000; // so that whole calls are compiled, not one loop
  private static final int ROUNDS = 1_000_000; // a burst of 5 to 10 ms

  private final Workers workers;
  private final AtomicReference<Float> sink = new AtomicReference<>(0f);
  private double highest;

  /** Warms the loop up: a roofline of interpreted code would flatter every kernel. */
  public Roofline(Workers workers) {
    this.workers = workers;
    long end = System.nanoTime() + (long) (WARM_UP_SECONDS * 1e9);
    do {
      sink.set(FmaLoop.run(SHORT_ROUNDS, 1));
    } while (System.nanoTime() < end);
    operationsPerSecond();
  }

  /**
   * Returns floating-point operations a second: the best of several bursts, as for kernels, or the
   * best of an earlier call. Without that, a call whose threads ran on one core for a while would
   * halve the roofline and double every share of it.
   */
  public double operationsPerSecond() {
    double seconds =
        Stopwatch.bestSeconds(
            () ->
                workers.forEach(
                    workers.threads(), thread -> sink.set(FmaLoop.run(ROUNDS, thread))));
    highest =
        Math.max(highest, workers.threads() * ROUNDS * FmaLoop.operationsPerRound() / seconds);
    return highest;
  }

  /** Returns the bytes a second that are read from arrays of 256 MiB a thread. */
  double readBytesPerSecond(float[][] arrays) {
    double seconds =
        Stopwatch.bestSeconds(
            () ->
                workers.forEach(
                    workers.threads(),
                    thread -> sink.set(Vectors.sum(arrays[thread], 0, arrays[thread].length))));
    return 4.0 * workers.threads() * arrays[0].length / seconds;
  }

  /**
   * Returns the bytes a second of y += s · x: two numbers read and one written, as in STREAM's
   * triad without the reads that writing costs.
   */
  double triadBytesPerSecond(float[][] arrays) {
    int half = arrays[0].length / 2;
    double seconds =
        Stopwatch.bestSeconds(
            () ->
                workers.forEach(
                    workers.threads(),
                    thread -> {
                      float[] array = arrays[thread];
                      Vectors.addScaled(1e-9f, array, 0, array, half, half);
                    }));
    return 12.0 * workers.threads() * half / seconds;
  }
}
