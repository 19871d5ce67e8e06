package io.embed4j.graph.reason.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.run.Workers;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Popularity, item-kNN and BPR beside plain forms of their formulas. */
class BaselinesTest {
  private static final RecommendationData SHOP = ToyShop.of(40, 48, 5, 9);
  private static final Sizes SIZES = Sizes.of(SHOP);

  private static float[] scores(ItemScores method, int user) {
    float[] row = new float[SIZES.items()];
    method.fill(user, row);
    return row;
  }

  private static boolean likes(int user, int item) {
    Ratings ratings = SHOP.ratings();
    return IntStream.range(0, ratings.size())
        .anyMatch(
            row ->
                ratings.liked()[row]
                    && ratings.users()[row] == user
                    && ratings.items()[row] == item);
  }

  private static int both(int item, int other) {
    return (int)
        IntStream.range(0, SIZES.users()).filter(u -> likes(u, item) && likes(u, other)).count();
  }

  @Test
  void popularityCountsLikes() {
    float[] row = scores(new Popularity(SHOP.ratings(), SIZES.items()), 3);
    for (int item = 0; item < SIZES.items(); item++) {
      assertThat(row[item]).isEqualTo(both(item, item));
    }
  }

  @Test
  void neighboursAreTheFormula() {
    int k = 4;
    double shrinkage = 1.5;
    float[] row;
    try (Workers workers = new Workers(2)) {
      row =
          scores(
              new ItemNeighbours(
                  SHOP.ratings(), SIZES, new ItemNeighbours.Settings(k, shrinkage), workers),
              7);
    }
    for (int item = 0; item < 12; item++) {
      int i = item;
      double[] similarity =
          IntStream.range(0, SIZES.items())
              .mapToDouble(j -> j == i ? 0 : similarity(i, j, shrinkage))
              .toArray();
      List<Integer> nearest =
          IntStream.range(0, SIZES.items())
              .boxed()
              .sorted(Comparator.comparingDouble(j -> -similarity[j]))
              .limit(k)
              .toList();
      double expected =
          nearest.stream().filter(j -> likes(7, j)).mapToDouble(j -> similarity[j]).sum();
      assertThat(row[item]).isEqualTo((float) expected, within(1e-5f));
    }
  }

  private static double similarity(int i, int j, double shrinkage) {
    return both(i, j) / (Math.sqrt((double) both(i, i) * both(j, j)) + shrinkage);
  }

  @Test
  void bprLearnsWhatEachUserLikesAndRepeatsItself() {
    BprFactors factors = new BprFactors(SHOP.ratings(), SIZES, settings(), 1);
    BprFactors again = new BprFactors(SHOP.ratings(), SIZES, settings(), 1);
    for (int epoch = 0; epoch < 150; epoch++) {
      factors.runEpoch();
      again.runEpoch();
    }
    int ofOwnColour = 0;
    for (int user = 0; user < SIZES.users(); user++) {
      float[] row = scores(factors, user);
      assertThat(row).isEqualTo(scores(again, user));
      int u = user;
      for (int item : TopItems.first(row, 8, user)) {
        ofOwnColour += item % ToyShop.COLOURS == u % ToyShop.COLOURS ? 1 : 0;
      }
    }
    assertThat(ofOwnColour).isGreaterThan(SIZES.users() * 8 * 8 / 10); // a quarter by chance
  }

  private static BprFactors.Settings settings() {
    return new BprFactors.Settings(8, 0.05, 0.01);
  }

  /** The gain in ln σ of the one possible triple must be what gradient ascent promises. */
  @Test
  void bprStepFollowsTheGradient() {
    Ratings one = ToyShop.likes(new int[] {0, 0});
    BprFactors factors =
        new BprFactors(one, new Sizes(1, 2), new BprFactors.Settings(3, 1e-3, 0), 4);
    float[] before = new float[2];
    float[] after = new float[2];
    factors.fill(0, before);
    factors.runEpoch();
    factors.fill(0, after);
    double change = after[0] - after[1] - (before[0] - before[1]);
    double e = 1 / (1 + Math.exp(before[0] - before[1]));
    // d(difference) = rate · e · (‖hᵢ − hⱼ‖² + 2 ‖w‖² + 2); norms are about 0.01 each at the start
    assertThat(change / (1e-3 * e)).isBetween(2.0, 2.5);
  }
}
