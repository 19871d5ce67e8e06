package io.embed4j.encode.tune.data;

import io.embed4j.core.config.Rules;

/**
 * What scores of a file go from and to; losses take them from 0 to 1.
 *
 * @param least of texts that have nothing in common
 * @param most of texts that mean the same
 */
public record ScoreRange(double least, double most) {
  public ScoreRange {
    Rules.require(least < most, "most", "must be greater than least, which is " + least, most);
  }

  /** Returns 0 to 1. */
  public static ScoreRange defaults() {
    return new ScoreRange(0, 1);
  }

  /** Returns whether a score is in the range. */
  boolean contains(double score) {
    return score >= least && score <= most;
  }

  /** Returns a score from 0 to 1. */
  double share(double score) {
    return (score - least) / (most - least);
  }
}
