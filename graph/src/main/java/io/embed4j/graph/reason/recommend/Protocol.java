package io.embed4j.graph.reason.recommend;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/** How methods are measured. */
public enum Protocol {
  /**
   * Ratings that are likes or not are told apart: of all ratings, chosen at random, 60 % to learn
   * from, 20 % for validation, 20 % for the test. AUC, and F1 at probability 1/2, the probability
   * being a logistic curve of the score that is fitted to the validation part. Wang et al.:
   * Knowledge Graph Convolutional Networks for Recommender Systems, WWW 2019, section 4.
   */
  CLICKS,
  /**
   * Likes are found among all items that the user does not like in the other parts: 80 % of the
   * likes to learn from, 10 % for validation, 10 % for the test, chosen at random.
   */
  RANDOM,
  /**
   * As {@link #RANDOM}, but the test is the last like of each user, and validation the one before.
   */
  LAST;

  private Holdout holdout() {
    return switch (this) {
      case CLICKS -> new Holdout.Random(0.2, 0.2);
      case RANDOM -> new Holdout.Random(0.1, 0.1);
      case LAST -> new Holdout.Last();
    };
  }

  /** Returns the name on the command line, such as "clicks". */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the parts of the ratings of some data.
   *
   * @throws DataFormatException if there are too few, or for {@link #CLICKS} no ratings but likes
   */
  RatingSplit split(RecommendationData data, long seed) {
    Ratings likes = data.ratings().likes();
    if (this == CLICKS && likes.size() == data.ratings().size()) {
      throw new DataFormatException(
          data.name() + ": protocol clicks needs ratings that are no likes, but all are likes");
    }
    RatingSplit split = holdout().split(this == CLICKS ? data.ratings() : likes, seed);
    for (Ratings part : new Ratings[] {split.train(), split.valid(), split.test()}) {
      int liked = part.likes().size();
      if (liked == 0 || (this == CLICKS && liked == part.size())) {
        throw new DataFormatException(
            "%s: protocol %s leaves a part without likes or without other ratings: %d, %d, %d rows"
                .formatted(
                    data.name(),
                    key(),
                    split.train().size(),
                    split.valid().size(),
                    split.test().size()));
      }
    }
    return split;
  }

  /** Returns the figure on the validation part that settings are chosen by. */
  double validate(ItemScores scores, RatingSplit split, Sizes sizes, Workers workers) {
    return this == CLICKS
        ? Clicks.auc(of(scores, split.valid(), sizes), split.valid().liked())
        : TopItems.of(scores, split.train(), split.valid(), sizes, workers).ndcg();
  }

  /** Returns the figures on the test part by name, the most important first. */
  SequencedMap<String, Double> test(
      ItemScores scores, RatingSplit split, Sizes sizes, Workers workers) {
    SequencedMap<String, Double> figures = new LinkedHashMap<>();
    if (this == CLICKS) {
      Clicks clicks = clicks(scores, split, sizes);
      figures.put("auc", clicks.auc());
      figures.put("f1", clicks.f1());
      figures.put("auc-liked-items", clicks.aucOfLikedItems());
    } else {
      Ratings known = split.train().and(split.valid());
      TopItems top = TopItems.of(scores, known, split.test(), sizes, workers);
      figures.put("recall@20", top.recall());
      figures.put("ndcg@20", top.ndcg());
      figures.put("hit@20", top.hitRate());
    }
    return figures;
  }

  private static Clicks clicks(ItemScores scores, RatingSplit split, Sizes sizes) {
    double[] valid = of(scores, split.valid(), sizes);
    LogisticRegression curve = LogisticRegression.fit(columns(valid), split.valid().liked());
    double[] test = of(scores, split.test(), sizes);
    double[] probabilities = Arrays.stream(test).map(curve::probability).toArray();
    boolean[] liked = split.test().liked();
    float[] likes = new float[sizes.items()];
    new Popularity(split.train(), sizes.items()).fill(0, likes);
    int[] seen =
        IntStream.range(0, test.length).filter(i -> likes[split.test().items()[i]] > 0).toArray();
    return new Clicks(
        Clicks.auc(test, liked),
        Clicks.f1(probabilities, liked),
        Clicks.auc(
            Arrays.stream(seen).mapToDouble(i -> test[i]).toArray(),
            split.test().rows(seen).liked()));
  }

  private static double[][] columns(double[] scores) {
    return Arrays.stream(scores).mapToObj(score -> new double[] {score}).toArray(double[][]::new);
  }

  /** Returns the score of each row of some ratings. */
  private static double[] of(ItemScores scores, Ratings ratings, Sizes sizes) {
    int[] byUser =
        IntStream.range(0, ratings.size())
            .boxed()
            .sorted(Comparator.comparingInt(row -> ratings.users()[row]))
            .mapToInt(row -> row)
            .toArray();
    double[] values = new double[ratings.size()];
    float[] all = new float[sizes.items()];
    int user = -1;
    for (int row : byUser) {
      if (ratings.users()[row] != user) {
        user = ratings.users()[row];
        scores.fill(user, all);
      }
      values[row] = all[ratings.items()[row]];
    }
    return values;
  }
}
