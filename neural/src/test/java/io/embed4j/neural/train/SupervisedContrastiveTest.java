package io.embed4j.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.matrix.Matrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The loss against the paper's formula in double, the gradient against its central differences. */
final class SupervisedContrastiveTest {
  private static final int[] CLASSES = {0, 1, 0, 2, 1, 0, 3, 2};
  private static final int DIM = 5;
  private static final double TEMPERATURE = 0.3;
  private static final double STEP = 1e-6;

  private static double formula(double[] x) {
    int n = CLASSES.length;
    double loss = 0;
    int rows = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      double positive = 0;
      int others = 0;
      for (int j = 0; j < n; j++) {
        if (i != j) {
          double s = cosine(x, i, j) / TEMPERATURE;
          sum += Math.exp(s);
          positive += CLASSES[i] == CLASSES[j] ? s : 0;
          others += CLASSES[i] == CLASSES[j] ? 1 : 0;
        }
      }
      loss += others > 0 ? Math.log(sum) - positive / others : 0;
      rows += others > 0 ? 1 : 0;
    }
    return loss / rows;
  }

  private static double cosine(double[] x, int i, int j) {
    double dot = 0;
    double a = 0;
    double b = 0;
    for (int k = 0; k < DIM; k++) {
      dot += x[i * DIM + k] * x[j * DIM + k];
      a += x[i * DIM + k] * x[i * DIM + k];
      b += x[j * DIM + k] * x[j * DIM + k];
    }
    return dot / Math.sqrt(a * b);
  }

  @Test
  void lossAndGradientAreThoseOfTheFormula() {
    SplittableRandom random = new SplittableRandom(6);
    double[] x = new double[CLASSES.length * DIM];
    Matrix vectors = Matrix.zeros(CLASSES.length, DIM);
    Matrix gradient = Matrix.zeros(CLASSES.length, DIM);
    for (int i = 0; i < x.length; i++) {
      vectors.data()[i] = (float) random.nextDouble(-2, 2);
      gradient.data()[i] = 0.5f; // it is added to
      x[i] = vectors.data()[i];
    }
    double loss =
        new SupervisedContrastive(TEMPERATURE).addGradient(vectors, CLASSES, gradient);
    assertThat(loss).isCloseTo(formula(x), within(1e-6));
    for (int i = 0; i < x.length; i++) {
      double saved = x[i];
      x[i] = saved + STEP;
      double above = formula(x);
      x[i] = saved - STEP;
      double slope = (above - formula(x)) / (2 * STEP);
      x[i] = saved;
      assertThat((double) gradient.data()[i]).isCloseTo(0.5 + slope, within(1e-5));
    }
  }
}
