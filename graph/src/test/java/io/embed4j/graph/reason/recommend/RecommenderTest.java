package io.embed4j.graph.reason.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ConfigException;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.core.table.Row;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.TransH;
import io.embed4j.graph.reason.Answer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A trained shop: users like what has their colour. */
class RecommenderTest {
  private static final List<String> SETTINGS =
      List.of("dim=8", "epochs=40", "batch-size=64", "objective.negatives=20", "seed=3");
  private static final RecommendationData SHOP = ToyShop.of(60, 80, 6, 2);
  private static final Audience AUDIENCE = Audience.of(SHOP);
  private static final Workers WORKERS = new Workers(2);

  private static final RecommenderTraining.Outcome TRAINED = train("complex");

  private static RecommenderTraining.Outcome train(String model) {
    return new RecommenderTraining(SHOP, WORKERS).train(model, SETTINGS, Progress.NONE);
  }

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  private static Recommender recommender() {
    return new Recommender(TRAINED.model(), TRAINED.graph(), AUDIENCE, WORKERS);
  }

  private static double share(List<Recommendation> list, int colour) {
    return list.stream().filter(r -> r.item() % ToyShop.COLOURS == colour).count()
        / (double) list.size();
  }

  @Test
  void knownUsersGetTheirColourAndNothingThatTheyHaveRated() {
    double mean =
        IntStream.range(0, SHOP.users())
            .mapToDouble(
                user -> {
                  List<Recommendation> list = recommender().toUser(user, 10);
                  assertThat(list).hasSize(10);
                  assertThat(list).extracting(Recommendation::item).doesNotHaveDuplicates();
                  assertThat(list)
                      .noneMatch(r -> Arrays.binarySearch(AUDIENCE.rated()[user], r.item()) >= 0);
                  assertThat(list)
                      .isSortedAccordingTo((a, b) -> Float.compare(b.score(), a.score()));
                  return share(list, user % ToyShop.COLOURS);
                })
            .average()
            .orElseThrow();
    assertThat(mean).isGreaterThan(0.95); // 1/4 by chance
    assertThat(TRAINED.ndcg()).isGreaterThan(0.1);
  }

  @Test
  void newUsersAreFoldedIn() {
    for (int colour = 0; colour < ToyShop.COLOURS; colour++) {
      int[] liked = {colour, colour + 8, colour + 16};
      List<Recommendation> list = recommender().toNewUser(liked, 10);
      assertThat(share(list, colour)).isGreaterThan(0.8);
      assertThat(list).noneMatch(r -> Arrays.binarySearch(liked, r.item()) >= 0);
      assertThat(list).isEqualTo(recommender().toNewUser(liked, 10));
    }
  }

  @Test
  void newItemsAreFoldedInFromTheirFacts() {
    int relation = TRAINED.graph().relations().find("colour");
    for (int colour = 0; colour < ToyShop.COLOURS; colour++) {
      int entity = TRAINED.graph().entities().find("colour" + colour);
      int wanted = colour;
      List<Answer> users =
          recommender().usersForNewItem(List.of(new Recommender.ItemFact(relation, entity)), 10);
      assertThat(users).hasSize(10);
      assertThat(users.stream().filter(user -> user.id() % ToyShop.COLOURS == wanted).count())
          .isGreaterThan(7);
    }
  }

  @Test
  void withoutLikesComesWhatMostLike() {
    float[] counts = new float[SHOP.items()];
    new Popularity(SHOP.ratings(), SHOP.items()).fill(0, counts);
    List<Recommendation> list = recommender().toNewUser(new int[0], 5);
    assertThat(list.getFirst().score())
        .isEqualTo(
            (float)
                IntStream.range(0, counts.length).mapToDouble(i -> counts[i]).max().orElseThrow());
    assertThat(list).allMatch(r -> counts[r.item()] == r.score() && r.reasons().isEmpty());
  }

  @Test
  void reasonsArePathsOfTheGraph() {
    KnowledgeGraph graph = TRAINED.graph();
    int user = 5;
    int[] liked = recommender().liked(user);
    assertThat(liked).hasSize(6);
    for (Recommendation r : recommender().toUser(user, 10)) {
      for (Reason reason : r.reasons()) {
        assertThat(Arrays.binarySearch(liked, reason.liked())).isNotNegative();
        switch (reason) {
          case Reason.SharedFact fact -> {
            assertThat(graph.entities().name(fact.entity()))
                .isEqualTo("colour" + r.item() % ToyShop.COLOURS)
                .isEqualTo("colour" + fact.liked() % ToyShop.COLOURS);
            assertThat(fact.items()).isEqualTo(SHOP.items() / ToyShop.COLOURS);
            assertThat(fact.outgoing()).isTrue();
          }
          case Reason.SharedTaste taste ->
              assertThat(taste.users())
                  .isEqualTo(likers(r.item()).filter(u -> likes(u, taste.liked())).count());
          case Reason.Link _ -> throw new AssertionError("no two items are linked");
        }
      }
      assertThat(r.reasons()).isNotEmpty();
    }
  }

  private static IntStream likers(int item) {
    return IntStream.range(0, SHOP.users()).filter(user -> likes(user, item));
  }

  private static boolean likes(int user, int item) {
    return Arrays.binarySearch(AUDIENCE.rated()[user], item) >= 0
        && user % ToyShop.COLOURS == item % ToyShop.COLOURS;
  }

  /** The loss must not fall in any direction away from the folded vector, in plain double. */
  @Test
  void foldedVectorMinimisesTheLoss() {
    for (String model : List.of("complex", "transe")) {
      KgeModel kge = model.equals("complex") ? TRAINED.model() : train(model).model();
      int[] liked = {2, 6, 30};
      Row x = new FoldIn(kge).vector(List.of(new FoldIn.Facts(0, liked, SHOP.items())));
      double least = loss(kge, x.data(), liked);
      assertThat(least).isLessThan(loss(kge, new float[x.length()], liked));
      for (int i = 0; i < x.length(); i++) {
        for (float step : new float[] {-0.1f, 0.1f}) {
          float[] moved = x.data().clone();
          moved[i] += step;
          assertThat(loss(kge, moved, liked)).as("%s, element %d", model, i).isGreaterThan(least);
        }
      }
    }
  }

  private static double loss(KgeModel kge, float[] x, int[] liked) {
    Row q = Row.of(new float[x.length]);
    kge.interaction().tailQuery(Row.of(x), kge.operator(0), q);
    double[] scores =
        IntStream.range(0, SHOP.items())
            .mapToDouble(i -> kge.interaction().comparison().score(q, kge.entities().row(i)))
            .toArray();
    double z = Math.log(Arrays.stream(scores).map(Math::exp).sum());
    double norm = 0;
    for (float value : x) {
      norm += (double) value * value;
    }
    return Arrays.stream(liked).mapToDouble(i -> z - scores[i]).average().orElseThrow()
        + 0.05 / 2 * norm;
  }

  @Test
  void anItemOfWhichNothingIsKnownIsLeftOut() {
    RecommendationData bare =
        new RecommendationData(
            "bare",
            SHOP.entities(),
            SHOP.relations(),
            SHOP.labels(),
            SHOP.items(),
            SHOP.users(),
            SHOP.ratings().rows(IntStream.range(0, SHOP.ratings().size() / 2).toArray()),
            Triples.of());
    RatingSplit all = new RatingSplit(bare.ratings().likes(), Ratings.NONE, Ratings.NONE);
    Recommender recommender =
        new Recommender(TRAINED.model(), bare.graph(all), Audience.of(bare), WORKERS);
    float[] counts = new float[SHOP.items()];
    new Popularity(bare.ratings(), SHOP.items()).fill(0, counts);
    assertThat(recommender.toNewUser(new int[0], SHOP.items())).allMatch(r -> counts[r.item()] > 0);
  }

  @Test
  void badRequestsAreSaid() {
    KnowledgeGraph graph = TRAINED.graph();
    assertThat(AUDIENCE.user("17", graph)).isEqualTo(17);
    assertThatThrownBy(() -> AUDIENCE.user("170", graph))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("unknown user \"170\"")
        .hasMessageContaining(" 17, ")
        .hasMessageContaining("for a new user give --likes");
    assertThatThrownBy(() -> AUDIENCE.item("colour1", graph))
        .hasMessageContaining("\"colour1\" is no item");
    KgeModel projecting = KgeModel.zeros(new TransH(Comparison.SQUARED_L2), 2, false, 144, 2);
    assertThatThrownBy(() -> new Recommender(projecting, graph, AUDIENCE, WORKERS))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("compared as they are");
    RecommendationData few =
        new RecommendationData(
            "few",
            SHOP.entities(),
            SHOP.relations(),
            SHOP.labels(),
            SHOP.items(),
            SHOP.users(),
            ToyShop.likes(new int[] {0, 0}),
            SHOP.knowledge());
    assertThatThrownBy(
            () -> new RecommenderTraining(few, WORKERS).train("complex", SETTINGS, Progress.NONE))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("expected at least 10 likes to learn from, found 1");
  }
}
