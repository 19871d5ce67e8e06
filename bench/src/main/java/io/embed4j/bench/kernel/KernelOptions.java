package io.embed4j.bench.kernel;

import java.util.Collections;
import java.util.List;

/**
 * What to measure, and how often.
 *
 * @param threads numbers of threads, each measured on its own
 * @param samples of the roofline and each kernel; the medians count
 * @param only part of a kernel's name; empty for all, and for memory too
 */
public record KernelOptions(List<Integer> threads, int samples, String only) {
  public KernelOptions {
    if (threads.isEmpty() || Collections.min(threads) < 1 || samples < 1) {
      throw new IllegalArgumentException("--threads and --samples must be at least 1");
    }
    threads = List.copyOf(threads);
  }
}
