package io.embed4j.graph.reason.calibrate;

import java.util.Arrays;

/** A function from scores to probabilities that never falls. */
public sealed interface Curve {
  /** Returns the probability that a triple of this score is true. */
  double probability(double score);

  /**
   * Returns the least float of at least a probability, or +∞ if there is none; by bisection over
   * the floats, so that it agrees with {@link #probability} to the bit.
   */
  default float leastScore(double probability) {
    int low = place(Float.NEGATIVE_INFINITY);
    int high = place(Float.POSITIVE_INFINITY);
    while (low < high) {
      int middle = (int) Math.floorDiv((long) low + high, 2L);
      if (probability(score(middle)) >= probability) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return score(low);
  }

  /** Returns the place of a float in the order of all floats; 0 and -0 have one each. */
  private static int place(float score) {
    int bits = Float.floatToIntBits(score);
    return bits >= 0 ? bits : Integer.MIN_VALUE - bits - 1;
  }

  private static float score(int place) {
    return Float.intBitsToFloat(place >= 0 ? place : Integer.MIN_VALUE - place - 1);
  }

  /**
   * A logistic curve (Platt 1999).
   *
   * <pre>  p(s) = 1 / (1 + exp(−(slope · s + intercept)))</pre>
   *
   * @param slope at least 0
   */
  record Platt(double slope, double intercept) implements Curve {
    public Platt {
      if (!(slope >= 0 && Double.isFinite(slope) && Double.isFinite(intercept))) {
        throw new IllegalArgumentException(
            "slope must be at least 0 and finite, and intercept finite, but they are "
                + slope
                + " and "
                + intercept);
      }
    }

    @Override
    public double probability(double score) {
      double logit = slope == 0 ? intercept : slope * score + intercept; // scores may be infinite
      return 1 / (1 + StrictMath.exp(-logit));
    }
  }

  /**
   * Straight lines between points, constant before the first and after the last (isotonic
   * regression).
   *
   * @param scores of the points, ascending; not to be written to
   * @param probabilities of the points, as many, never falling
   */
  record Isotonic(double[] scores, double[] probabilities) implements Curve {
    public Isotonic {
      boolean sound = scores.length > 0 && scores.length == probabilities.length;
      for (int i = 0; sound && i < scores.length; i++) {
        sound =
            Double.isFinite(scores[i])
                && probabilities[i] >= (i == 0 ? 0 : probabilities[i - 1])
                && probabilities[i] <= 1
                && (i == 0 || scores[i] > scores[i - 1]);
      }
      if (!sound) {
        throw new IllegalArgumentException(
            "scores must ascend, and probabilities, as many, must not fall and be from 0 to 1, but"
                + " are "
                + Arrays.toString(scores)
                + " and "
                + Arrays.toString(probabilities));
      }
    }

    @Override
    public double probability(double score) {
      int at = Arrays.binarySearch(scores, score);
      if (at >= 0) {
        return probabilities[at];
      }
      int next = -at - 1;
      if (next == 0 || next == scores.length) {
        return probabilities[Math.min(next, scores.length - 1)];
      }
      double share = (score - scores[next - 1]) / (scores[next] - scores[next - 1]);
      return probabilities[next - 1] + share * (probabilities[next] - probabilities[next - 1]);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Isotonic(double[] otherScores, double[] otherProbabilities)
          && Arrays.equals(scores, otherScores)
          && Arrays.equals(probabilities, otherProbabilities);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(scores) + Arrays.hashCode(probabilities);
    }
  }
}
