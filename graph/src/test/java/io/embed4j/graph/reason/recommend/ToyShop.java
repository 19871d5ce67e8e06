package io.embed4j.graph.reason.recommend;

import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.TripleBuffer;
import io.embed4j.graph.data.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Users who like items of one colour, and a graph that knows the colours. */
final class ToyShop {
  static final int COLOURS = 4;

  private ToyShop() {}

  /**
   * Returns a shop: item i and user u have the colours i mod 4 and u mod 4. Each user has rated
   * {@code rated} items of the own colour, which are likes, and as many of others, which are not.
   */
  static RecommendationData of(int users, int items, int rated, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<int[]> rows = new ArrayList<>();
    for (int u = 0; u < users; u++) {
      int colour = u % COLOURS;
      rows.addAll(draw(random, u, items, rated, colour, true));
      rows.addAll(draw(random, u, items, rated, colour, false));
    }
    Ratings ratings =
        new Ratings(
            rows.stream().mapToInt(row -> row[0]).toArray(),
            rows.stream().mapToInt(row -> row[1]).toArray(),
            new boolean[rows.size()],
            IntStream.range(0, rows.size()).asLongStream().toArray());
    for (int row = 0; row < rows.size(); row++) {
      ratings.liked()[row] = rows.get(row)[1] % COLOURS == rows.get(row)[0] % COLOURS;
    }
    Vocabulary entities = new Vocabulary();
    IntStream.range(0, items).forEach(i -> entities.add("item" + i));
    IntStream.range(0, users).forEach(u -> entities.add("user:" + u));
    Vocabulary relations = new Vocabulary();
    relations.add(RecommendationData.LIKES);
    TripleBuffer knowledge = new TripleBuffer();
    for (int i = 0; i < items; i++) {
      knowledge.add(i, relations.add("colour"), entities.add("colour" + i % COLOURS));
    }
    return new RecommendationData(
        "shop", entities, relations, Labels.NONE, items, users, ratings, knowledge.triples());
  }

  private static List<int[]> draw(
      SplittableRandom random, int user, int items, int count, int colour, boolean own) {
    List<Integer> choice =
        new ArrayList<>(
            IntStream.range(0, items).filter(i -> (i % COLOURS == colour) == own).boxed().toList());
    List<int[]> rows = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int chosen = random.nextInt(choice.size());
      rows.add(new int[] {user, choice.get(chosen)});
      choice.set(chosen, choice.getLast());
      choice.removeLast();
    }
    return rows;
  }

  /** Returns ratings that are all likes, from rows of user and item. */
  static Ratings likes(int[]... rows) {
    boolean[] liked = new boolean[rows.length];
    Arrays.fill(liked, true);
    return new Ratings(
        Arrays.stream(rows).mapToInt(row -> row[0]).toArray(),
        Arrays.stream(rows).mapToInt(row -> row[1]).toArray(),
        liked,
        new long[rows.length]);
  }
}
