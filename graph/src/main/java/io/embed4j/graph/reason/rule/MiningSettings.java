package io.embed4j.graph.reason.rule;

import static io.embed4j.core.config.Rules.require;

/**
 * Which rules are looked for.
 *
 * @param maxLength most steps of a closed rule's path, at least 1
 * @param minSupport groundings for which a rule must be right, at least 1
 * @param minConfidence see {@link Rule.Evidence#confidence}, from 0 to 1
 * @param seed of every random choice
 */
public record MiningSettings(int maxLength, int minSupport, double minConfidence, long seed) {
  /** Paths of up to three steps, as in AnyBURL's published runs. */
  public static final MiningSettings DEFAULT = new MiningSettings(3, 2, 0.001, 1);

  public MiningSettings {
    require(maxLength >= 1, "max-length", "must be at least 1", maxLength);
    require(minSupport >= 1, "min-support", "must be at least 1", minSupport);
    require(
        minConfidence >= 0 && minConfidence < 1,
        "min-confidence",
        "must be from 0 to 1 (exclusive)",
        minConfidence);
  }
}
