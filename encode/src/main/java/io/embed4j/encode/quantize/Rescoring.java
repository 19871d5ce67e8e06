package io.embed4j.encode.quantize;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Search in codes that gives back most of what few bits lose: code against code finds more hits
 * than are wanted, then the query's floats against their codes order these (Yamada, Asai and
 * Hajishirzi 2021, ACL, for bits; sentence-transformers for bytes). Compares with every code.
 */
public final class Rescoring {
  /** Hits that are rescored for each one that is wanted. */
  private static final int OVERSAMPLING = 4;

  private Rescoring() {}

  /**
   * A code that was found.
   *
   * @param index place of the code in the list
   * @param score of the query's floats and the code
   */
  public record Hit(int index, float score) {}

  /** Returns the k best codes, the best first; of equal ones the earlier first. */
  public static List<Hit> best(
      Quantization quantization, float[] query, List<byte[]> codes, int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, but is " + k);
    }
    byte[] code = quantization.code(query);
    long[] scores = codes.stream().mapToLong(other -> quantization.score(code, other)).toArray();
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingLong(i -> scores[i]).reversed())
        .limit((long) OVERSAMPLING * k)
        .sorted()
        .map(i -> new Hit(i, quantization.rescore(query, codes.get(i))))
        .sorted(Comparator.comparingDouble(Hit::score).reversed())
        .limit(k)
        .toList();
  }
}
