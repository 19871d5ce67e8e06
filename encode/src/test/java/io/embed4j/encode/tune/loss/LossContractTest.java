package io.embed4j.encode.tune.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Value and gradient of every loss against its formula in double and central differences. */
class LossContractTest {
  private static final double STEP = 1e-5;
  private static final float ALREADY = 0.25f; // gradients are added to

  static Stream<Loss> losses() {
    return Stream.of(
        new MultipleNegativesRanking(20, false),
        new MultipleNegativesRanking(5, true),
        new Cosent(20),
        new Cosent(100),
        new CosineMse(),
        new Triplet(0.3),
        new Triplet(2),
        new Contrastive(0.5),
        new Contrastive(1.5),
        new Distillation(20, 10),
        new Matryoshka(new MultipleNegativesRanking(10, true), List.of(7, 3, 2)),
        new Matryoshka(new Cosent(20), List.of(2)));
  }

  @Test
  void everyLossIsTested() {
    Set<Class<?>> tested = losses().map(Loss::getClass).collect(Collectors.toSet());
    assertEquals(Set.of(Loss.class.getPermittedSubclasses()), tested);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void valueAndGradientAreThoseOfTheFormula(Loss loss) {
    check(loss, 5, 7, 6, new int[] {0, 0, 2, 4}, new int[0]);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void severalHundredPairsWork(Loss loss) {
    check(loss, 70, 9, 3, IntStream.range(0, 40).toArray(), new int[0]);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void knownTiesAreLeftOut(Loss loss) {
    // second texts 0 and 3 are one text, first texts 1 and 2 as well; a negative repeats text 7
    int[] texts = {0, 1, 1, 3, 4, 5, 6, 7, 5, 9, 7, 11};
    check(loss, 5, 7, 2, new int[] {3, 4}, texts);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void onePairIsEnough(Loss loss) {
    check(loss, 1, 7, 1, new int[] {0}, new int[0]);
  }

  private static void check(
      Loss loss, int pairs, int dim, int seed, int[] owners, int[] givenTexts) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = 2 * pairs + owners.length;
    boolean labels = loss.needs() == Loss.Needs.LABEL;
    double[] targets =
        random.ints(pairs, 0, 6).mapToDouble(s -> labels ? s % 2 : s / 5.0).toArray();
    int[] texts = givenTexts.length > 0 ? givenTexts : IntStream.range(0, rows).toArray();
    Optional<Matrix> teacher =
        loss.needsTeacher() ? Optional.of(random(random, rows, 4)) : Optional.empty();
    Tuples tuples = new Tuples(pairs, owners, texts, targets, teacher);
    Matrix vectors = random(random, rows, dim);
    Matrix gradient = Matrix.zeros(rows, dim);
    Arrays.fill(gradient.data(), ALREADY);

    double value;
    try (Workers workers = new Workers(2)) {
      value = loss.addGradient(tuples, vectors, gradient, workers);
    }

    double[][] x = doubles(vectors);
    double expected = PlainLosses.of(loss, tuples, x);
    assertEquals(expected, value, 2e-6 * (1 + Math.abs(expected)), "seed " + seed);
    IntStream.range(0, rows)
        .parallel()
        .forEach(i -> checkRow(loss, tuples, doubles(vectors), gradient, i, seed));
  }

  /** Compares a row of the gradient with central differences; x is its own. */
  private static void checkRow(
      Loss loss, Tuples tuples, double[][] x, Matrix gradient, int i, int seed) {
    for (int j = 0; j < gradient.columns(); j++) {
      double saved = x[i][j];
      x[i][j] = saved + STEP;
      double above = PlainLosses.of(loss, tuples, x);
      x[i][j] = saved - STEP;
      double slope = (above - PlainLosses.of(loss, tuples, x)) / (2 * STEP);
      x[i][j] = saved;
      assertEquals(
          ALREADY + slope,
          gradient.at(i, j),
          2e-5 * (1 + Math.abs(slope)),
          "row " + i + ", column " + j + ", seed " + seed);
    }
  }

  private static Matrix random(SplittableRandom random, int rows, int columns) {
    Matrix matrix = Matrix.zeros(rows, columns);
    for (int i = 0; i < matrix.data().length; i++) {
      matrix.data()[i] = (float) (3 * random.nextDouble(-1, 1));
    }
    return matrix;
  }

  private static double[][] doubles(Matrix matrix) {
    double[][] wide = new double[matrix.rows()][matrix.columns()];
    for (int i = 0; i < wide.length; i++) {
      for (int j = 0; j < wide[i].length; j++) {
        wide[i][j] = matrix.at(i, j);
      }
    }
    return wide;
  }

  @Test
  void lengthsBeyondTheModelAreRefused() {
    Loss loss = new Matryoshka(new CosineMse(), List.of(64, 32));
    loss.requireWidth(64);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> loss.requireWidth(48));
    assertEquals(
        "dimensions must be at most 48, the length of the model's vectors, but is [64, 32]",
        e.getMessage());
  }
}
