package io.embed4j.graph.reason.recommend;

import io.embed4j.core.run.Workers;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many of the likes that were held out stand among the first {@value #K} items; means over the
 * users who have such likes. All items are candidates but those that the user is known to like.
 *
 * @param recall share of a user's likes that were found
 * @param ndcg discounted gain of those found, Σ 1 / log₂(rank + 1), as a share of the most possible
 *     (Järvelin, Kekäläinen 2002)
 * @param hitRate share of the users of whom at least one like was found
 * @param users number of such users
 */
record TopItems(double recall, double ndcg, double hitRate, int users) {
  /** How many items a user is shown. */
  public static final int K = 20;

  /**
   * Measures scores.
   *
   * @param known what is left out of the lists
   * @param wanted what is looked for
   */
  static TopItems of(
      ItemScores scores, Ratings known, Ratings wanted, Sizes sizes, Workers workers) {
    int[][] leftOut = known.likes().itemsByUser(sizes.users());
    int[][] sought = wanted.likes().itemsByUser(sizes.users());
    int[] users = IntStream.range(0, sizes.users()).filter(u -> sought[u].length > 0).toArray();
    double[][] figures = new double[users.length][];
    workers.forEach(
        users.length,
        n -> {
          int user = users[n];
          float[] row = new float[sizes.items()];
          scores.fill(user, row);
          for (int item : leftOut[user]) {
            row[item] = Float.NEGATIVE_INFINITY;
          }
          figures[n] =
              figures(
                  first(row, Math.min(K, row.length - leftOut[user].length), user), sought[user]);
        });
    return new TopItems(mean(figures, 0), mean(figures, 1), mean(figures, 2), users.length);
  }

  private static double mean(double[][] figures, int column) {
    return Arrays.stream(figures).mapToDouble(row -> row[column]).average().orElse(0);
  }

  private static double[] figures(int[] first, int[] sought) {
    double found = 0;
    double gain = 0;
    double most = 0;
    for (int rank = 1; rank <= first.length; rank++) {
      double discounted = Math.log(2) / Math.log(rank + 1);
      most += rank <= sought.length ? discounted : 0;
      if (Arrays.binarySearch(sought, first[rank - 1]) >= 0) {
        found++;
        gain += discounted;
      }
    }
    return new double[] {found / sought.length, most == 0 ? 0 : gain / most, found > 0 ? 1 : 0};
  }

  /**
   * Returns the items of the highest scores, the best first. Equal ones come in an order of chance,
   * always the same: that of the ids could favour what stands first in a file.
   */
  static int[] first(float[] scores, int k, int user) {
    int[] best = new int[k];
    int size = 0;
    for (int item = 0; item < scores.length; item++) {
      if (size == k && (k == 0 || !isBetter(scores, user, item, best[k - 1]))) {
        continue;
      }
      int place = size == k ? k - 1 : size++;
      for (; place > 0 && isBetter(scores, user, item, best[place - 1]); place--) {
        best[place] = best[place - 1];
      }
      best[place] = item;
    }
    return best;
  }

  private static boolean isBetter(float[] scores, int user, int item, int other) {
    int compared = Float.compare(scores[item], scores[other]);
    return compared != 0 ? compared > 0 : chance(user, item) > chance(user, other);
  }

  private static long chance(int user, int item) {
    long z = ((long) user << 32 | item) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 32)) * 0xD6E8FEB86659FD93L;
    return z ^ (z >>> 32);
  }
}
