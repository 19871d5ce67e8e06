package io.embed4j.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankingFiguresTest {
  private static final double LOG3 = Math.log(3) / Math.log(2);

  @Test
  void gradedLevelsByHand() {
    // Ranks 1 and 3 are relevant with levels 1 and 3; a third, of level 2, was not found.
    var list = new RankingFigures(new int[] {7, 4, 9, 5}, Map.of(7, 1, 9, 3, 8, 2, 4, 0));
    double dcg = 1 + 3 / 2.0;
    double ideal = 3 + 2 / LOG3 + 1 / 2.0;
    assertThat(list.ndcgAt(10)).isEqualTo(dcg / ideal, within(1e-15));
    assertThat(list.ndcgAt(2)).isEqualTo(1 / (3 + 2 / LOG3), within(1e-15));
    assertThat(list.recallAt(1)).isEqualTo(1.0 / 3);
    assertThat(list.recallAt(10)).isEqualTo(2.0 / 3);
    assertThat(list.reciprocalRankAt(10)).isEqualTo(1);
    assertThat(list.averagePrecision()).isEqualTo((1.0 + 2.0 / 3) / 3, within(1e-15));
  }

  @Test
  void theOnlyAnswerAtRankTenAndEleven() {
    Map<Integer, Integer> judged = Map.of(99, 1);
    int[] ten = IntStream.range(0, 10).map(i -> i == 9 ? 99 : i).toArray();
    int[] eleven = IntStream.range(0, 11).map(i -> i == 10 ? 99 : i).toArray();
    assertThat(new RankingFigures(ten, judged).ndcgAt(10))
        .isEqualTo(Math.log(2) / Math.log(11), within(1e-15));
    assertThat(new RankingFigures(ten, judged).reciprocalRankAt(10)).isEqualTo(0.1);
    assertThat(new RankingFigures(ten, judged).recallAt(10)).isEqualTo(1);
    assertThat(new RankingFigures(eleven, judged).ndcgAt(10)).isZero();
    assertThat(new RankingFigures(eleven, judged).reciprocalRankAt(10)).isZero();
    assertThat(new RankingFigures(eleven, judged).recallAt(10)).isZero();
    assertThat(new RankingFigures(eleven, judged).averagePrecision()).isEqualTo(1.0 / 11);
  }

  @Test
  void withoutRelevantDocumentsAllFiguresAreZero() {
    var list = new RankingFigures(new int[] {1, 2}, Map.of(1, 0, 2, -1));
    assertThat(list.ndcgAt(10)).isZero();
    assertThat(list.recallAt(10)).isZero();
    assertThat(list.reciprocalRankAt(10)).isZero();
    assertThat(list.averagePrecision()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void equalsTheDefinitions(long seed) {
    Random random = new Random(seed);
    List<Integer> documents = new ArrayList<>(IntStream.range(0, 60).boxed().toList());
    Collections.shuffle(documents, random);
    Map<Integer, Integer> judged = new HashMap<>();
    for (int i = 0; i < 25; i++) {
      judged.put(random.nextInt(60), random.nextInt(-1, 4));
    }
    judged.put(0, 2);
    int[] ranked = documents.stream().limit(40).mapToInt(i -> i).toArray();
    double[] gains = new double[40];
    for (int i = 0; i < 40; i++) {
      gains[i] = Math.max(0, judged.getOrDefault(ranked[i], 0));
    }
    double[] ideal =
        judged.values().stream().mapToDouble(level -> -Math.max(0, level)).sorted().toArray();
    double relevant = judged.values().stream().filter(level -> level >= 1).count();
    double found = 0;
    double precisions = 0;
    double first = 0;
    double foundAtTen = 0;
    for (int rank = 1; rank <= 40; rank++) {
      if (gains[rank - 1] > 0) {
        found++;
        precisions += found / rank;
        foundAtTen += rank <= 10 ? 1 : 0;
        first = first == 0 && rank <= 10 ? 1.0 / rank : first;
      }
    }
    var list = new RankingFigures(ranked, judged);
    assertThat(list.ndcgAt(10)).isEqualTo(dcg(gains, 1) / dcg(ideal, -1), within(1e-12));
    assertThat(list.recallAt(10)).isEqualTo(foundAtTen / relevant, within(1e-12));
    assertThat(list.reciprocalRankAt(10)).isEqualTo(first, within(1e-12));
    assertThat(list.averagePrecision()).isEqualTo(precisions / relevant, within(1e-12));
  }

  private static double dcg(double[] gains, int sign) {
    double sum = 0;
    for (int rank = 1; rank <= Math.min(10, gains.length); rank++) {
      sum += sign * gains[rank - 1] / (Math.log(rank + 1) / Math.log(2));
    }
    return sum;
  }
}
