package io.embed4j.graph.reason.recommend;

import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.QueryIndex;
import io.embed4j.graph.data.Side;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.reason.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Recommends items to users: those that the model finds the most plausible tails of (user, likes,
 * ?), without what the user has rated, each with reasons. Thread-safe.
 *
 * <pre>{@code
 * TrainedModel trained = ModelFolder.read(folder);
 * Audience audience = AudienceFile.read(folder, trained.graph());
 * try (Workers workers = Workers.all()) {
 *   var recommender = new Recommender(trained.model(), trained.graph(), audience, workers);
 *   List<Recommendation> list = recommender.toUser(audience.user("17", trained.graph()), 10);
 * }
 * }</pre>
 *
 * <p>An item that nobody likes and of which nothing is known has a vector that says nothing, and is
 * never recommended.
 */
public final class Recommender {
  private final KgeModel model;
  private final Audience audience;
  private final GraphScores scores;
  private final Reasons reasons;
  private final QueryIndex likes;
  private final boolean[] known; // of each item, whether the training triples mention it

  /**
   * Makes a recommender; indexes the graph's triples.
   *
   * @throws io.embed4j.core.error.ConfigException if the model projects candidates, which folding
   *     in cannot follow
   */
  public Recommender(KgeModel model, KnowledgeGraph graph, Audience audience, Workers workers) {
    GraphSettings.requireComparable(model.interaction());
    this.model = model;
    this.audience = audience;
    this.scores = new GraphScores(model, audience.sizes(), workers);
    this.reasons = new Reasons(graph, audience.items());
    this.likes = QueryIndex.of(Side.TAIL, graph.train());
    this.known = new boolean[graph.entities().size()];
    for (int t = 0; t < graph.train().size(); t++) {
      known[graph.train().head(t)] = true;
      known[graph.train().tail(t)] = true;
    }
  }

  /**
   * Returns what to recommend to a user, the best first. Of a user who likes nothing yet the vector
   * says nothing: then the list is the one of {@link #toNewUser} without likes.
   *
   * @param top how many at most
   */
  public List<Recommendation> toUser(int user, int top) {
    int[] liked = liked(user);
    if (liked.length == 0) {
      return toNewUser(liked, audience.rated()[user], top);
    }
    float[] row = new float[audience.items()];
    scores.fill(user, row);
    return best(row, liked, audience.rated()[user], top);
  }

  /** Returns the items that a user likes, ascending. */
  public int[] liked(int user) {
    int query = likes.find(audience.items() + user, RecommendationData.LIKES_ID);
    return query < 0
        ? new int[0]
        : IntStream.range(likes.start(query), likes.start(query + 1)).map(likes::answer).toArray();
  }

  /**
   * Returns what to recommend to somebody who is not in the graph, the best first: a vector is
   * folded in from what this user likes, all others staying as they are. Without any likes, these
   * are the items that most users like.
   *
   * @param liked items; they are left out
   * @param top how many at most
   */
  public List<Recommendation> toNewUser(int[] liked, int top) {
    return toNewUser(liked, liked, top);
  }

  private List<Recommendation> toNewUser(int[] liked, int[] leftOut, int top) {
    float[] row = new float[audience.items()];
    int[] distinct = Arrays.stream(liked).sorted().distinct().toArray();
    if (distinct.length == 0) {
      reasons.fillPopularity(row);
    } else {
      scores.fill(vector(distinct), row);
    }
    return best(row, distinct, leftOut, top);
  }

  private Row vector(int[] liked) {
    return new FoldIn(model)
        .vector(List.of(new FoldIn.Facts(RecommendationData.LIKES_ID, liked, audience.items())));
  }

  /**
   * Returns the users who may like an item that is not in the graph, the best first: a vector is
   * folded in from facts about the item. Users without likes are left out.
   *
   * @param facts in which the item is the head, at least one
   * @param top how many at most
   * @return users, from 0, with their scores
   */
  public List<Answer> usersForNewItem(List<ItemFact> facts, int top) {
    List<FoldIn.Facts> byRelation = new ArrayList<>();
    for (int relation : facts.stream().mapToInt(ItemFact::relation).sorted().distinct().toArray()) {
      int[] tails =
          facts.stream()
              .filter(fact -> fact.relation() == relation)
              .mapToInt(ItemFact::entity)
              .toArray();
      byRelation.add(new FoldIn.Facts(relation, tails, model.entities().rows()));
    }
    float[] row = new float[audience.rated().length];
    scores.fillUsers(new FoldIn(model).vector(byRelation), row);
    for (int user = 0; user < row.length; user++) {
      row[user] = known[audience.items() + user] ? row[user] : Float.NEGATIVE_INFINITY;
    }
    return Arrays.stream(TopItems.first(row, Math.min(top, row.length), 0))
        .filter(user -> row[user] > Float.NEGATIVE_INFINITY)
        .mapToObj(user -> new Answer(user, row[user], false))
        .toList();
  }

  /**
   * Something said of an item.
   *
   * @param relation of which the item is the head
   * @param entity the tail
   */
  public record ItemFact(int relation, int entity) {}

  private List<Recommendation> best(float[] row, int[] liked, int[] leftOut, int top) {
    Arrays.stream(leftOut).forEach(item -> row[item] = Float.NEGATIVE_INFINITY);
    for (int item = 0; item < row.length; item++) {
      row[item] = known[item] ? row[item] : Float.NEGATIVE_INFINITY;
    }
    return Arrays.stream(TopItems.first(row, Math.min(top, row.length), 0))
        .filter(item -> row[item] > Float.NEGATIVE_INFINITY)
        .mapToObj(item -> new Recommendation(item, row[item], reasons.of(item, liked)))
        .toList();
  }
}
