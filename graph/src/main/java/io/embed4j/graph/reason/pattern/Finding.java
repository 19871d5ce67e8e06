package io.embed4j.graph.reason.pattern;

import java.util.OptionalDouble;

/**
 * A pattern with what speaks for it from both sides.
 *
 * @param pattern the rule
 * @param data what the training triples say
 * @param vectors how closely the vectors fit the rule, from 0 (as relations that have nothing to do
 *     with each other) to 1 (exactly); empty if the model cannot tell
 */
public record Finding(Pattern pattern, DataEvidence data, OptionalDouble vectors) {
  /**
   * What triples say of a rule.
   *
   * @param support how many pairs of entities follow it
   * @param confidence share of the pairs to which it applies that follow it, in [0, 1]; of an
   *     inverse pair the lower one of both directions
   */
  public record DataEvidence(int support, double confidence) {}

  /** Returns whether the data alone would show the pattern. */
  public boolean inData(Thresholds thresholds) {
    return data.support() >= thresholds.support() && data.confidence() >= thresholds.confidence();
  }

  /** Returns whether the vectors alone would show the pattern. */
  public boolean inVectors(Thresholds thresholds) {
    return vectors.orElse(0) >= thresholds.closeness();
  }

  /** Returns the mean of what both sides say, by which findings are sorted. */
  double strength() {
    return vectors.isPresent()
        ? (data.confidence() + vectors.getAsDouble()) / 2
        : data.confidence();
  }
}
