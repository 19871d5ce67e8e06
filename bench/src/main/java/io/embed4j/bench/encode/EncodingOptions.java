package io.embed4j.bench.encode;

import java.util.List;

/**
 * What to measure, and how often.
 *
 * @param parts what to measure
 * @param sentences to encode at once
 * @param rounds in which each engine encodes all sentences once
 * @param queries single ones, of each length
 * @param starts of a fresh process
 */
public record EncodingOptions(
    List<Part> parts, int sentences, int rounds, int queries, int starts) {
  /** What can be measured. */
  public enum Part {
    /** Many sentences at once. */
    THROUGHPUT,
    /** One sentence after the other. */
    LATENCY,
    /** From the start of a process to its first vector. */
    START,
    /** Peak of a process that encodes the sentences. */
    MEMORY
  }

  public EncodingOptions {
    requirePositive("--sentences", sentences);
    requirePositive("--rounds", rounds);
    requirePositive("--queries", queries);
    requirePositive("--starts", starts);
    parts = parts.isEmpty() ? List.of(Part.values()) : List.copyOf(parts);
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
  }
}
