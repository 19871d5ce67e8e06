package io.embed4j.encode.benchmark.measure;

import io.embed4j.core.matrix.Gemm;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.matrix.PackedMatrix;
import io.embed4j.core.run.Workers;

/**
 * Answers to "a is to b as c is to what?" by 3CosAdd: the word d, none of a, b and c, with the
 * largest cos(d, b − a + c) of unit vectors (Mikolov, Yih and Zweig 2013, NAACL; the name is Levy
 * and Goldberg's, 2014, CoNLL).
 */
public final class AnalogyAnswers {
  private static final int BLOCK = 64;

  private AnalogyAnswers() {}

  /**
   * Returns for each question whether its d wins. A draw is no win; so vectors that are all equal
   * answer nothing. A question whose d is one of a, b and c cannot be won, as in word2vec.
   *
   * @param words one unit row a word: the candidates
   * @param questions rows a, b, c, d each
   */
  public static boolean[] right(Matrix words, int[][] questions, Workers workers) {
    boolean[] right = new boolean[questions.length];
    PackedMatrix candidates = PackedMatrix.pack(words.transposed());
    Matrix targets = Matrix.zeros(BLOCK, words.columns());
    Matrix products = Matrix.zeros(BLOCK, words.rows());
    for (int from = 0; from < questions.length; from += BLOCK) {
      int first = from;
      int rows = Math.min(BLOCK, questions.length - from);
      for (int i = 0; i < rows; i++) {
        writeTarget(words, questions[from + i], targets, i);
      }
      Gemm.multiply(targets.rowRange(0, rows), candidates, products.rowRange(0, rows), workers);
      workers.forEach(rows, i -> right[first + i] = wins(products, i, questions[first + i]));
    }
    return right;
  }

  private static void writeTarget(Matrix words, int[] question, Matrix targets, int row) {
    for (int j = 0; j < words.columns(); j++) {
      targets.data()[row * words.columns() + j] =
          words.at(question[1], j) - words.at(question[0], j) + words.at(question[2], j);
    }
  }

  private static boolean wins(Matrix products, int row, int[] question) {
    int d = question[3];
    for (int word = 0; word < products.columns(); word++) {
      boolean given = word == question[0] || word == question[1] || word == question[2];
      if (given ? word == d : word != d && products.at(row, word) >= products.at(row, d)) {
        return false;
      }
    }
    return true;
  }
}
