package io.embed4j.graph.reason.recommend;

import static io.embed4j.core.config.Rules.require;

import io.embed4j.core.run.Seeds;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which ratings are kept from training. */
public sealed interface Holdout {
  /**
   * Rows at random, whoever said them.
   *
   * @param valid share of the rows for validation
   * @param test share of the rows for the test
   */
  record Random(double valid, double test) implements Holdout {
    public Random {
      require(
          valid >= 0 && test >= 0 && valid + test < 1,
          "valid + test",
          "must be at least 0 and below 1",
          valid + test);
    }
  }

  /**
   * Of each user with at least three ratings the latest for the test and the one before it for
   * validation; among equal times chance decides.
   */
  record Last() implements Holdout {}

  /** Returns the parts of the ratings. */
  default RatingSplit split(Ratings ratings, long seed) {
    int[] order = shuffled(ratings.size(), Seeds.stream(seed, "holdout", 0));
    return switch (this) {
      case Random(double valid, double test) -> {
        int trainEnd = (int) Math.round((1 - valid - test) * order.length);
        int validEnd = (int) Math.round((1 - test) * order.length);
        yield new RatingSplit(
            ratings.rows(Arrays.copyOfRange(order, 0, trainEnd)),
            ratings.rows(Arrays.copyOfRange(order, trainEnd, validEnd)),
            ratings.rows(Arrays.copyOfRange(order, validEnd, order.length)));
      }
      case Last() -> last(ratings, order);
    };
  }

  private static RatingSplit last(Ratings ratings, int[] order) {
    int[] sorted =
        Arrays.stream(order)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(row -> ratings.users()[row])
                    .thenComparingLong(row -> ratings.times()[row]))
            .mapToInt(row -> row)
            .toArray();
    int[] fromEnd = new int[sorted.length]; // 0: the latest of its user
    int[] count = new int[sorted.length];
    for (int k = sorted.length - 1; k >= 0; k--) {
      boolean same =
          k + 1 < sorted.length && ratings.users()[sorted[k]] == ratings.users()[sorted[k + 1]];
      fromEnd[k] = same ? fromEnd[k + 1] + 1 : 0;
    }
    for (int k = 0; k < sorted.length; k++) {
      boolean same = k > 0 && ratings.users()[sorted[k]] == ratings.users()[sorted[k - 1]];
      count[k] = same ? count[k - 1] : fromEnd[k] + 1;
    }
    return new RatingSplit(
        ratings.rows(pick(sorted, k -> count[k] < 3 || fromEnd[k] > 1)),
        ratings.rows(pick(sorted, k -> count[k] >= 3 && fromEnd[k] == 1)),
        ratings.rows(pick(sorted, k -> count[k] >= 3 && fromEnd[k] == 0)));
  }

  private static int[] pick(int[] sorted, java.util.function.IntPredicate wanted) {
    return IntStream.range(0, sorted.length).filter(wanted).map(k -> sorted[k]).toArray();
  }

  private static int[] shuffled(int size, SplittableRandom random) {
    int[] order = IntStream.range(0, size).toArray();
    Seeds.shuffle(order, random);
    return order;
  }
}
