package io.embed4j.graph.reason.recommend;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds paths from what a user likes to a recommended item. Thread-safe. */
final class Reasons {
  private static final int MOST_FACTS = 2;

  private final int items;
  private final List<List<Fact>> factsOf; // of each item
  private final Map<Fact, Integer> itemsWith = new HashMap<>();
  private final int[][] usersOf; // of each item

  /** What is said of an item. */
  private record Fact(int relation, int entity, boolean outgoing) {}

  /** Indexes the triples of a graph whose first entities are the items. */
  Reasons(KnowledgeGraph graph, int items) {
    this.items = items;
    Triples train = graph.train();
    factsOf = IntStream.range(0, items).<List<Fact>>mapToObj(i -> new ArrayList<>()).toList();
    int[] likes =
        IntStream.range(0, train.size())
            .filter(t -> train.relation(t) == RecommendationData.LIKES_ID)
            .toArray();
    for (int t = 0; t < train.size(); t++) {
      if (train.relation(t) != RecommendationData.LIKES_ID) {
        add(train.head(t), new Fact(train.relation(t), train.tail(t), true));
        add(train.tail(t), new Fact(train.relation(t), train.head(t), false));
      }
    }
    usersOf =
        new Ratings(
                Arrays.stream(likes).map(train::head).toArray(),
                Arrays.stream(likes).map(train::tail).toArray(),
                new boolean[likes.length],
                new long[likes.length])
            .usersByItem(items);
  }

  private void add(int item, Fact fact) {
    if (item < items) {
      factsOf.get(item).add(fact);
      itemsWith.merge(fact, 1, Integer::sum);
    }
  }

  /**
   * Returns reasons for an item: facts that few share first, then the strongest shared taste.
   *
   * @param liked items, ascending
   */
  List<Reason> of(int item, int[] liked) {
    Map<Fact, Integer> likedWith = new HashMap<>();
    for (int other : liked) {
      factsOf.get(other).forEach(fact -> likedWith.putIfAbsent(fact, other));
    }
    List<Reason> reasons = new ArrayList<>();
    List<Fact> rarest =
        factsOf.get(item).stream()
            .sorted(Comparator.<Fact>comparingInt(itemsWith::get).thenComparingInt(Fact::entity))
            .toList();
    for (Fact fact : rarest) {
      Optional<Reason> reason = reason(fact, liked, likedWith);
      if (reason.isPresent() && reasons.size() < MOST_FACTS) {
        reasons.add(reason.get());
      }
    }
    sharedTaste(item, liked).ifPresent(reasons::add);
    return List.copyOf(reasons);
  }

  /** Fills in how many users like each item. */
  void fillPopularity(float[] counts) {
    for (int item = 0; item < items; item++) {
      counts[item] = usersOf[item].length;
    }
  }

  private Optional<Reason> reason(Fact fact, int[] liked, Map<Fact, Integer> likedWith) {
    if (fact.entity() < items && Arrays.binarySearch(liked, fact.entity()) >= 0) {
      return Optional.of(new Reason.Link(fact.entity(), fact.relation(), fact.outgoing()));
    }
    return Optional.ofNullable(likedWith.get(fact))
        .map(
            other ->
                new Reason.SharedFact(
                    other,
                    fact.relation(),
                    fact.entity(),
                    fact.outgoing(),
                    itemsWith.getOrDefault(fact, 1)));
  }

  private Optional<Reason> sharedTaste(int item, int[] liked) {
    Optional<Reason> best = Optional.empty();
    double closest = 0;
    for (int other : liked) {
      int together = common(usersOf[item], usersOf[other]);
      double product = (double) usersOf[item].length * usersOf[other].length;
      double cosine = together == 0 ? 0 : together / Math.sqrt(product);
      if (cosine > closest) {
        closest = cosine;
        best = Optional.of(new Reason.SharedTaste(other, together, usersOf[other].length));
      }
    }
    return best;
  }

  /** Returns how many numbers two ascending lists share. */
  private static int common(int[] a, int[] b) {
    int count = 0;
    int j = 0;
    for (int x : a) {
      while (j < b.length && b[j] < x) {
        j++;
      }
      count += j < b.length && b[j] == x ? 1 : 0;
    }
    return count;
  }
}
