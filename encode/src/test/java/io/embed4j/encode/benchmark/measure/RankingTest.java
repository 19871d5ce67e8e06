package io.embed4j.encode.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankingTest {
  @Test
  void equalScoresAreOrderedByIdDescending() {
    // As texts, "9" comes after "10"; the emoji comes after U+FFFD in UTF-8, before it in UTF-16.
    List<String> ids = List.of("10", "9", "a", "\uFFFD", "\uD83D\uDE00", "1");
    Matrix documents = Matrix.of(new float[] {1, 1, 1, 1, 1, 2}, 6, 1);
    assertThat(best(documents, ids, Matrix.of(new float[] {1}, 1, 1), 9, 1)[0])
        .containsExactly(5, 4, 3, 2, 1, 0);
    // For -1 the order of scores turns round, that of ties does not.
    assertThat(best(documents, ids, Matrix.of(new float[] {-1}, 1, 1), 4, 1)[0])
        .containsExactly(4, 3, 2, 1);
  }

  @Test
  void minusZeroEqualsZero() {
    // The product of the first is too small for a float, and becomes -0.
    Matrix documents = Matrix.of(new float[] {-1e-30f, 0, 1e-30f}, 3, 1);
    Matrix query = Matrix.of(new float[] {1e-30f}, 1, 1);
    assertThat(best(documents, List.of("c", "b", "a"), query, 5, 1)[0]).containsExactly(0, 1, 2);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 5, 1", "64, 40, 3, 40, 1", "130, 97, 5, 10, 2", "65, 300, 2, 1000, 2"})
  void equalsOneByOneComparison(int queries, int documents, int dim, int depth, int threads) {
    Random random = new Random(queries);
    Matrix q = Matrix.of(small(random, queries * dim), queries, dim);
    Matrix d = Matrix.of(small(random, documents * dim), documents, dim);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < documents; i++) {
      ids.add("d" + (i * 7919) % 1009);
    }
    int[][] best = best(d, ids, q, depth, threads);
    assertThat(best).hasNumberOfRows(queries);
    for (int i = 0; i < queries; i++) {
      assertThat(best[i]).containsExactly(plain(q, i, d, ids, depth));
    }
  }

  @Test
  void everyDocumentNeedsAnId() {
    assertThatThrownBy(() -> new Ranking(Matrix.zeros(2, 1), List.of("a")))
        .hasMessage("ids must be as many as documents, 2, but are 1");
  }

  private static int[][] best(
      Matrix documents, List<String> ids, Matrix queries, int depth, int threads) {
    try (Workers workers = new Workers(threads)) {
      return new Ranking(documents, ids).best(queries, depth, workers);
    }
  }

  /** Selection sort by exact products: whole numbers, so that there are many ties. */
  private static int[] plain(Matrix q, int row, Matrix d, List<String> ids, int depth) {
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < d.rows(); i++) {
      left.add(i);
    }
    int[] order = new int[Math.min(depth, d.rows())];
    for (int place = 0; place < order.length; place++) {
      int best = left.getFirst();
      for (int candidate : left) {
        int difference = Double.compare(dot(q, row, d, candidate), dot(q, row, d, best));
        int byId = ids.get(candidate).compareTo(ids.get(best)); // ASCII: as bytes
        if (difference > 0 || (difference == 0 && byId > 0)) {
          best = candidate;
        }
      }
      order[place] = best;
      left.remove(Integer.valueOf(best));
    }
    return order;
  }

  private static double dot(Matrix a, int i, Matrix b, int j) {
    double sum = 0;
    for (int k = 0; k < a.columns(); k++) {
      sum += (double) a.at(i, k) * b.at(j, k);
    }
    return sum + 0.0;
  }

  private static float[] small(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextInt(-2, 3);
    }
    return numbers;
  }
}
