package io.embed4j.graph.reason.recommend;

import io.embed4j.core.run.Workers;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Item-based neighbourhoods: the sum of the similarities of an item to what the user likes.
 *
 * <pre>
 *   similarity(i, j) = n(i, j) / (√(n(i) n(j)) + shrinkage)   if j is one of the k nearest of i
 * </pre>
 *
 * <p>n counts the users who like all of its arguments; without shrinkage it is the cosine of two
 * columns of the matrix of likes. Deshpande, Karypis: Item-based top-N recommendation algorithms,
 * TOIS 2004.
 */
final class ItemNeighbours implements ItemScores {
  private final int[][] likedByUser;
  private final int[][] nearest; // of each item, ascending by id
  private final float[][] similarities;

  /**
   * What neighbourhoods are.
   *
   * @param k nearest items that count
   * @param shrinkage distrust of items that few users like, at least 0
   */
  record Settings(int k, double shrinkage) {}

  ItemNeighbours(Ratings train, Sizes sizes, Settings settings, Workers workers) {
    Ratings likes = train.likes();
    likedByUser = likes.itemsByUser(sizes.users());
    int[][] usersByItem = likes.usersByItem(sizes.items());
    nearest = new int[sizes.items()][];
    similarities = new float[sizes.items()][];
    workers.forEach(sizes.items(), item -> find(item, usersByItem, settings));
  }

  private void find(int item, int[][] usersByItem, Settings settings) {
    int[] together = new int[nearest.length];
    for (int user : usersByItem[item]) {
      for (int other : likedByUser[user]) {
        together[other]++;
      }
    }
    together[item] = 0;
    float[] all = new float[nearest.length];
    for (int other = 0; other < all.length; other++) {
      double cosineNorm = Math.sqrt((double) usersByItem[item].length * usersByItem[other].length);
      all[other] =
          together[other] == 0 ? 0 : (float) (together[other] / (cosineNorm + settings.shrinkage));
    }
    nearest[item] =
        IntStream.range(0, all.length)
            .filter(other -> all[other] > 0)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(other -> -all[other])
                    .thenComparingInt(other -> other))
            .limit(settings.k)
            .mapToInt(other -> other)
            .sorted()
            .toArray();
    similarities[item] = new float[nearest[item].length];
    for (int n = 0; n < nearest[item].length; n++) {
      similarities[item][n] = all[nearest[item][n]];
    }
  }

  @Override
  public void fill(int user, float[] scores) {
    boolean[] liked = new boolean[nearest.length];
    for (int item : likedByUser[user]) {
      liked[item] = true;
    }
    for (int item = 0; item < nearest.length; item++) {
      float sum = 0;
      for (int n = 0; n < nearest[item].length; n++) {
        sum += liked[nearest[item][n]] ? similarities[item][n] : 0;
      }
      scores[item] = sum;
    }
  }
}
