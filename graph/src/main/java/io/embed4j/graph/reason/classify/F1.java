package io.embed4j.graph.reason.classify;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Harmonic means of precision and recall.
 *
 * @param micro of all decisions together
 * @param macro mean over the types that an entity of the part has
 */
record F1(double micro, double macro) {
  /** Returns the means, given counts by type. */
  static F1 of(long[] hits, long[] accepted, long[] positives) {
    double micro =
        f1(
            Arrays.stream(hits).sum(),
            Arrays.stream(accepted).sum(),
            Arrays.stream(positives).sum());
    double macro =
        IntStream.range(0, hits.length)
            .filter(t -> positives[t] > 0)
            .mapToDouble(t -> f1(hits[t], accepted[t], positives[t]))
            .average()
            .orElse(0);
    return new F1(micro, macro);
  }

  private static double f1(long hits, long accepted, long positives) {
    return accepted + positives == 0 ? 0 : 2.0 * hits / (accepted + positives);
  }
}
