package io.embed4j.graph.reason.pattern;

/**
 * What a pattern needs to be found: support and confidence in the data, or closeness in the
 * vectors. Relations with fewer triples than the support are left out on both sides.
 *
 * @param support pairs of entities that follow the rule, at least 1
 * @param confidence share of the pairs that follow it, in [0, 1]
 * @param closeness of the vectors to the rule, in (0, 1]
 */
public record Thresholds(int support, double confidence, double closeness) {
  /** What the commands use unless told otherwise. */
  public static final Thresholds DEFAULT = new Thresholds(10, 0.5, 0.5);

  public Thresholds {
    require(support >= 1, "min-support must be at least 1", support);
    require(confidence >= 0 && confidence <= 1, "min-confidence must be in [0, 1]", confidence);
    require(closeness > 0 && closeness <= 1, "min-closeness must be in (0, 1]", closeness);
  }

  private static void require(boolean holds, String rule, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", but is " + value);
    }
  }
}
