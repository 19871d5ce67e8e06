package io.embed4j.encode.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnalogyAnswersTest {
  @Test
  void byHand() {
    // man, woman, king, queen, apple: b − a + c = (0, 1, 1) is nearest to king and then to queen.
    Matrix words =
        UnitRows.of(
            List.of(
                new float[] {1, 0, 0},
                new float[] {0, 1, 0},
                new float[] {1, 0, 2},
                new float[] {0, 1, 2},
                new float[] {-1, 0, 0}));
    assertThat(right(words, new int[][] {{0, 1, 2, 3}, {0, 1, 2, 4}})).containsExactly(true, false);
    assertThat(right(words, new int[][] {{0, 1, 2, 2}})).containsExactly(false); // d is c
  }

  @Test
  void aDrawIsNoWin() {
    Matrix words = Matrix.of(new float[] {1, 1, 1, 1, 1}, 5, 1);
    assertThat(right(words, new int[][] {{0, 1, 2, 3}})).containsExactly(false);
    Matrix four = Matrix.of(new float[] {1, 1, 1, 1}, 4, 1);
    assertThat(right(four, new int[][] {{0, 1, 2, 3}})).containsExactly(true); // no rival
  }

  @Test
  void equalsTheFormulaInDouble() {
    Random random = new Random(11);
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      vectors.add(
          new float[] {(float) random.nextGaussian(), (float) random.nextGaussian(), i % 3});
    }
    int[][] questions = new int[300][];
    for (int i = 0; i < questions.length; i++) {
      int[] abc = random.ints(0, 70).distinct().limit(3).toArray();
      int nearest = plain(vectors, abc);
      int d = i % 2 == 0 ? nearest : random.nextInt(70);
      questions[i] = new int[] {abc[0], abc[1], abc[2], d};
    }
    boolean[] right = right(UnitRows.of(vectors), questions);
    for (int i = 0; i < questions.length; i++) {
      assertThat(right[i]).isEqualTo(plain(vectors, questions[i]) == questions[i][3]);
    }
  }

  private static boolean[] right(Matrix words, int[][] questions) {
    try (Workers workers = new Workers(2)) {
      return AnalogyAnswers.right(words, questions, workers);
    }
  }

  /** The nearest word by angles between vectors that were made anew from the given ones. */
  private static int plain(List<float[]> vectors, int[] question) {
    int best = -1;
    double bestCosine = Double.NEGATIVE_INFINITY;
    for (int d = 0; d < vectors.size(); d++) {
      if (d == question[0] || d == question[1] || d == question[2]) {
        continue;
      }
      double cosine = 0;
      for (int j = 0; j < 3; j++) {
        double target =
            unit(vectors.get(question[1]), j)
                - unit(vectors.get(question[0]), j)
                + unit(vectors.get(question[2]), j);
        cosine += unit(vectors.get(d), j) * target;
      }
      if (cosine > bestCosine) {
        bestCosine = cosine;
        best = d;
      }
    }
    return best;
  }

  private static double unit(float[] vector, int j) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    return vector[j] / Math.sqrt(squares);
  }
}
