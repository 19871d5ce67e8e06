package io.embed4j.graph.reason.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.run.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Figures beside their definitions, counted in the plainest way. */
class FiguresTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void aucIsTheShareOfPairsInTheRightOrder() {
    double[] scores = IntStream.range(0, 200).mapToDouble(i -> random.nextInt(20)).toArray();
    boolean[] liked = new boolean[scores.length];
    Arrays.setAll(new Object[scores.length], i -> liked[i] = random.nextInt(3) == 0);
    double right = 0;
    double pairs = 0;
    for (int i = 0; i < scores.length; i++) {
      for (int j = 0; j < scores.length; j++) {
        if (liked[i] && !liked[j]) {
          pairs++;
          right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    assertThat(Clicks.auc(scores, liked)).isEqualTo(right / pairs, within(1e-12));
  }

  @Test
  void f1IsTheHarmonicMeanOfPrecisionAndRecall() {
    double[] probabilities = {0.9, 0.5, 0.6, 0.4, 0.1};
    boolean[] liked = {true, false, true, true, false};
    double precision = 2.0 / 3; // 1/2 counts as a like
    double recall = 2.0 / 3;
    assertThat(Clicks.f1(probabilities, liked))
        .isEqualTo(2 * precision * recall / (precision + recall), within(1e-12));
    assertThat(Clicks.f1(new double[] {0.1}, new boolean[] {true})).isZero();
  }

  @Test
  void topItemsAreCountedAsDefined() {
    int items = 60;
    int users = 9;
    float[][] scores = new float[users][items];
    for (float[] row : scores) {
      IntStream.range(0, items).forEach(i -> row[i] = random.nextFloat());
    }
    Ratings known = ToyShop.likes(rows(users, items, 0));
    Ratings wanted = ToyShop.likes(rows(users - 1, items, 1)); // the last user looks for nothing
    TopItems top;
    try (Workers workers = new Workers(2)) {
      ItemScores given = (user, row) -> System.arraycopy(scores[user], 0, row, 0, items);
      top = TopItems.of(given, known, wanted, new Sizes(users, items), workers);
    }

    double recall = 0;
    double ndcg = 0;
    double hits = 0;
    for (int user = 0; user < users - 1; user++) {
      float[] row = scores[user];
      List<Integer> leftOut = items(known, user);
      List<Integer> sought = items(wanted, user);
      List<Integer> list =
          IntStream.range(0, items)
              .boxed()
              .filter(i -> !leftOut.contains(i))
              .sorted((a, b) -> Float.compare(row[b], row[a]))
              .limit(TopItems.K)
              .toList();
      double gain = 0;
      double ideal = 0;
      for (int rank = 1; rank <= TopItems.K; rank++) {
        double discount = 1 / (Math.log(rank + 1) / Math.log(2));
        gain += sought.contains(list.get(rank - 1)) ? discount : 0;
        ideal += rank <= sought.size() ? discount : 0;
      }
      long found = list.stream().filter(sought::contains).count();
      recall += (double) found / sought.size() / (users - 1);
      ndcg += gain / ideal / (users - 1);
      hits += (found > 0 ? 1.0 : 0) / (users - 1);
    }
    assertThat(top.users()).isEqualTo(users - 1);
    assertThat(top.recall()).isEqualTo(recall, within(1e-12));
    assertThat(top.ndcg()).isEqualTo(ndcg, within(1e-12));
    assertThat(top.hitRate()).isEqualTo(hits, within(1e-12));
  }

  /** Three items a user; other remainders for other parts, so that parts do not overlap. */
  private int[][] rows(int users, int items, int remainder) {
    return IntStream.range(0, users)
        .boxed()
        .flatMap(
            u ->
                IntStream.of(0, 1, 2)
                    .mapToObj(n -> new int[] {u, (u * 7 + n * 20 + remainder) % items}))
        .toArray(int[][]::new);
  }

  private static List<Integer> items(Ratings ratings, int user) {
    return IntStream.range(0, ratings.size())
        .filter(row -> ratings.users()[row] == user)
        .mapToObj(row -> ratings.items()[row])
        .toList();
  }

  @Test
  void equalScoresComeInAnOrderThatIdsDoNotDecide() {
    float[] scores = new float[1000];
    scores[400] = 1;
    int[] first = TopItems.first(scores, 20, 3);
    assertThat(first[0]).isEqualTo(400);
    assertThat(first).doesNotHaveDuplicates().isEqualTo(TopItems.first(scores, 20, 3));
    assertThat(Arrays.stream(first).average().orElseThrow()).isBetween(300.0, 700.0);
    assertThat(TopItems.first(scores, 0, 3)).isEmpty();
  }

  @Test
  void logisticRegressionOfTwoGroupsGivesTheirShares() {
    double[][] rows = new double[100][];
    boolean[] liked = new boolean[100];
    for (int i = 0; i < 100; i++) {
      rows[i] = new double[] {i < 40 ? 3 : 7};
      liked[i] = i < 10 || i >= 55; // 10 of 40, and 45 of 60
    }
    LogisticRegression fit = LogisticRegression.fit(rows, liked);
    assertThat(fit.probability(3)).isEqualTo(0.25, within(1e-3));
    assertThat(fit.probability(7)).isEqualTo(0.75, within(1e-3));
  }

  @Test
  void logisticRegressionLeavesNoGradient() {
    double[][] rows = new double[300][];
    boolean[] liked = new boolean[300];
    for (int i = 0; i < 300; i++) {
      rows[i] = new double[] {random.nextGaussian(), 5 + 3 * random.nextGaussian()};
      liked[i] = rows[i][0] - rows[i][1] / 3 + random.nextGaussian() > -1.5;
    }
    LogisticRegression fit = LogisticRegression.fit(rows, liked);
    for (int feature = 0; feature < 2; feature++) {
      double gradient = 0;
      for (int i = 0; i < 300; i++) {
        gradient += (fit.probability(rows[i]) - (liked[i] ? 1 : 0)) * rows[i][feature];
      }
      assertThat(gradient).isEqualTo(0, within(0.05)); // the ridge is small, not nothing
    }
  }
}
