package io.embed4j.bench.kernel;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What to measure, and how often.
 *
 * @param threads numbers of threads, each measured on its own
 * @param samples of the roofline and each kernel; the medians count
 * @param only part of a kernel's name; empty for all, and for memory too
 * @param json where to write the result file
 */
public record KernelOptions(List<Integer> threads, int samples, String only, Optional<Path> json) {
  public KernelOptions {
    if (threads.isEmpty() || Collections.min(threads) < 1 || samples < 1) {
      throw new IllegalArgumentException("--threads and --samples must be at least 1");
    }
    threads = List.copyOf(threads);
  }

  /**
   * Returns the options in some arguments; the default is 1 thread, then all, 7 samples.
   *
   * @throws IllegalArgumentException if an argument is not understood; the message says which
   */
  public static KernelOptions parse(List<String> arguments) {
    int all = Runtime.getRuntime().availableProcessors();
    List<Integer> threads = all == 1 ? List.of(1) : List.of(1, all);
    int samples = 7;
    String only = "";
    Optional<Path> json = Optional.empty();
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String name = rest.pop();
      switch (name) {
        case "--threads" ->
            threads = Stream.of(value(name, rest).split(",")).map(Integer::valueOf).toList();
        case "--samples" -> samples = Integer.parseInt(value(name, rest));
        case "--only" -> only = value(name, rest);
        case "--json" -> json = Optional.of(Path.of(value(name, rest)));
        default ->
            throw new IllegalArgumentException(
                "unknown option "
                    + name
                    + "; known: --threads 1,2 --samples 7 --only NAME --json FILE");
      }
    }
    return new KernelOptions(threads, samples, only, json);
  }

  private static String value(String name, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(name + " needs a value");
    }
    return rest.pop();
  }

  int mostThreads() {
    return Collections.max(threads);
  }
}
