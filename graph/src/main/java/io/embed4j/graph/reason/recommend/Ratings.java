package io.embed4j.graph.reason.recommend;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What users have said of items, as columns: a row is one user and one item. Immutable by
 * convention: nobody writes to the columns.
 *
 * @param users user of each row, from 0
 * @param items item of each row, from 0
 * @param liked whether the user likes the item
 * @param times when it was said, in any unit; 0 if unknown
 */
public record Ratings(int[] users, int[] items, boolean[] liked, long[] times) {
  /** No ratings. */
  public static final Ratings NONE =
      new Ratings(new int[0], new int[0], new boolean[0], new long[0]);

  public Ratings {
    if (items.length != users.length
        || liked.length != users.length
        || times.length != users.length) {
      throw new IllegalArgumentException(
          "columns must be of equal length, but hold %d, %d, %d, %d"
              .formatted(users.length, items.length, liked.length, times.length));
    }
  }

  /** Returns the number of rows. */
  public int size() {
    return users.length;
  }

  /** Returns some of the rows, in the given order. */
  public Ratings rows(int... chosen) {
    boolean[] chosenLiked = new boolean[chosen.length];
    for (int k = 0; k < chosen.length; k++) {
      chosenLiked[k] = liked[chosen[k]];
    }
    return new Ratings(
        Arrays.stream(chosen).map(row -> users[row]).toArray(),
        Arrays.stream(chosen).map(row -> items[row]).toArray(),
        chosenLiked,
        Arrays.stream(chosen).mapToLong(row -> times[row]).toArray());
  }

  /** Returns the rows that are likes. */
  public Ratings likes() {
    return rows(IntStream.range(0, size()).filter(row -> liked[row]).toArray());
  }

  /** Returns these rows and then those of another. */
  public Ratings and(Ratings other) {
    boolean[] both = Arrays.copyOf(liked, size() + other.size());
    System.arraycopy(other.liked, 0, both, size(), other.size());
    return new Ratings(
        IntStream.concat(Arrays.stream(users), Arrays.stream(other.users)).toArray(),
        IntStream.concat(Arrays.stream(items), Arrays.stream(other.items)).toArray(),
        both,
        java.util.stream.LongStream.concat(Arrays.stream(times), Arrays.stream(other.times))
            .toArray());
  }

  /** Returns the items of each user, ascending, liked or not. */
  public int[][] itemsByUser(int userCount) {
    return grouped(users, items, userCount);
  }

  /** Returns the users of each item, ascending, whether they like it or not. */
  public int[][] usersByItem(int itemCount) {
    return grouped(items, users, itemCount);
  }

  private static int[][] grouped(int[] keys, int[] values, int groups) {
    int[] counts = new int[groups];
    Arrays.stream(keys).forEach(key -> counts[key]++);
    int[][] lists = new int[groups][];
    Arrays.setAll(lists, group -> new int[counts[group]]);
    for (int row = keys.length - 1; row >= 0; row--) {
      lists[keys[row]][--counts[keys[row]]] = values[row];
    }
    Arrays.stream(lists).forEach(Arrays::sort);
    return lists;
  }
}
