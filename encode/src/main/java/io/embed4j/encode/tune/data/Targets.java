package io.embed4j.encode.tune.data;

import io.embed4j.encode.tune.loss.Loss.Needs;

/**
 * Which numbers may stand behind a pair.
 *
 * @param needs what the loss wants to know of a pair
 * @param range of scores
 */
public record Targets(Needs needs, ScoreRange range) {
  boolean wanted() {
    return needs == Needs.SCORE || needs == Needs.LABEL;
  }

  /** Returns what it is called. */
  String name() {
    return needs == Needs.LABEL ? "label" : "score";
  }

  /**
   * Returns the target that a field holds.
   *
   * @throws FaultyLine if it is none
   */
  double parse(String field) {
    double value;
    try {
      value = Double.parseDouble(field.strip());
    } catch (NumberFormatException e) {
      throw new FaultyLine("expected a " + expected() + ", found " + FaultyLine.shown(field));
    }
    if (needs == Needs.LABEL) {
      if (value != 0 && value != 1) {
        throw new FaultyLine("expected a " + expected() + ", found " + field.strip());
      }
      return value;
    }
    if (!range.contains(value)) {
      throw new FaultyLine(
          "expected a "
              + expected()
              + ", found "
              + field.strip()
              + "; if scores go elsewhere, set scores.least and scores.most");
    }
    return range.share(value);
  }

  String expected() {
    return needs == Needs.LABEL
        ? "label 0 or 1"
        : "score from %s to %s".formatted(plain(range.least()), plain(range.most()));
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
