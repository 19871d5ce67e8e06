package io.embed4j.graph.reason.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HoldoutTest {
  private static final Ratings RATINGS = ToyShop.of(30, 40, 5, 3).ratings();

  private static List<String> texts(Ratings ratings) {
    return IntStream.range(0, ratings.size())
        .mapToObj(
            row ->
                ratings.users()[row]
                    + " "
                    + ratings.items()[row]
                    + " "
                    + ratings.liked()[row]
                    + " "
                    + ratings.times()[row])
        .toList();
  }

  private static void assertPartition(RatingSplit split, Ratings whole) {
    List<String> all = new ArrayList<>(texts(split.train()));
    all.addAll(texts(split.valid()));
    all.addAll(texts(split.test()));
    assertThat(all).containsExactlyInAnyOrderElementsOf(texts(whole));
  }

  @Test
  void randomPartsHaveTheirSharesAndDependOnTheSeed() {
    Holdout holdout = new Holdout.Random(0.2, 0.1);
    RatingSplit split = holdout.split(RATINGS, 1);
    assertPartition(split, RATINGS);
    assertThat(split.valid().size()).isEqualTo(60);
    assertThat(split.test().size()).isEqualTo(30);
    assertThat(texts(holdout.split(RATINGS, 1).test())).isEqualTo(texts(split.test()));
    assertThat(texts(holdout.split(RATINGS, 2).test())).isNotEqualTo(texts(split.test()));
    assertThatThrownBy(() -> new Holdout.Random(0.5, 0.5))
        .hasMessageContaining("valid + test must be at least 0 and below 1, but is 1.0");
  }

  @Test
  void lastPartsHoldTheLatestOfEachUser() {
    RatingSplit split = new Holdout.Last().split(RATINGS, 1);
    assertPartition(split, RATINGS);
    for (int user = 0; user < 30; user++) {
      int u = user;
      long[] times =
          IntStream.range(0, RATINGS.size())
              .filter(row -> RATINGS.users()[row] == u)
              .mapToLong(row -> RATINGS.times()[row])
              .sorted()
              .toArray();
      assertThat(split.test().users()[user]).isEqualTo(user);
      assertThat(split.test().times()[user]).isEqualTo(times[times.length - 1]);
      assertThat(split.valid().times()[user]).isEqualTo(times[times.length - 2]);
    }
  }

  @Test
  void usersOfTwoRatingsStayInTrain() {
    Ratings few = ToyShop.likes(new int[] {0, 1}, new int[] {0, 2}, new int[] {1, 3});
    RatingSplit split = new Holdout.Last().split(few, 1);
    assertThat(split.train().size()).isEqualTo(3);
    assertThat(split.test().size()).isZero();
  }
}
