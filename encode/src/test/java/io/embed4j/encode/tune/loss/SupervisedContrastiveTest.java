package io.embed4j.encode.tune.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the formula in double and its central differences. */
final class SupervisedContrastiveTest {
  private static final double TEMPERATURE = 0.3;
  private static final int DIM = 5;
  private static final double STEP = 1e-5;

  private static Matrix vectors(int n) {
    SplittableRandom random = new SplittableRandom(n);
    Matrix vectors = Matrix.zeros(n, DIM);
    for (int i = 0; i < n * DIM; i++) {
      vectors.data()[i] = (float) random.nextDouble(-1, 1);
    }
    return vectors;
  }

  private static double formula(double[] x, int[] labels) {
    int n = labels.length;
    double loss = 0;
    int counted = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      double positive = 0;
      int partners = 0;
      for (int j = 0; j < n; j++) {
        if (j != i) {
          double s = cosine(x, i, j) / TEMPERATURE;
          sum += Math.exp(s);
          positive += labels[j] == labels[i] ? s : 0;
          partners += labels[j] == labels[i] ? 1 : 0;
        }
      }
      if (partners > 0) {
        loss += Math.log(sum) - positive / partners;
        counted++;
      }
    }
    return counted == 0 ? 0 : loss / counted;
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

  @ParameterizedTest
  @ValueSource(strings = {"0,1,0,2,1,0,3", "0,0", "4,4,4,4", "0,1,2"})
  void lossAndGradientAreThoseOfTheFormula(String list) {
    int[] labels = Arrays.stream(list.split(",", -1)).mapToInt(Integer::parseInt).toArray();
    Matrix vectors = vectors(labels.length);
    Matrix gradient = Matrix.zeros(labels.length, DIM);
    Arrays.fill(gradient.data(), 0.5f); // gradients are added to
    double loss;
    try (Workers workers = new Workers(2)) {
      loss = new SupervisedContrastive(TEMPERATURE).addGradient(vectors, labels, gradient, workers);
    }
    double[] x = new double[labels.length * DIM];
    Arrays.setAll(x, i -> vectors.data()[i]);
    assertThat(loss).isCloseTo(formula(x, labels), within(1e-5));
    for (int i = 0; i < x.length; i++) {
      double saved = x[i];
      x[i] = saved + STEP;
      double above = formula(x, labels);
      x[i] = saved - STEP;
      double below = formula(x, labels);
      x[i] = saved;
      double slope = 0.5 + (above - below) / (2 * STEP);
      assertThat((double) gradient.data()[i]).as("%d", i).isCloseTo(slope, within(1e-5));
    }
  }

  @Test
  void aTemperatureIsAboveZero() {
    assertThatThrownBy(() -> new SupervisedContrastive(0))
        .hasMessageContaining("temperature must be above 0");
  }
}
