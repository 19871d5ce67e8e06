package io.embed4j.encode.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.Pooling.Mode;
import io.embed4j.neural.layer.Activation;
import io.embed4j.neural.layer.LayerNorm;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Trace;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way back of poolings and steps against formulas in double and central differences. */
final class StepGradientsTest {
  private static final double STEP = 1e-5;
  private static final int ROWS = 4;
  private static final int DIM = 5;

  private final SplittableRandom random = new SplittableRandom(5);

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }

  private static double[] wide(float[] x) {
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    return wide;
  }

  /** Checks dx and dParameter of Σ weights · f. */
  private static void requireSlopes(
      String what, float[] actual, float[] at, UnaryOperator<double[]> f, float[] weights) {
    double[] x = wide(at);
    for (int i = 0; i < x.length; i++) {
      double saved = x[i];
      x[i] = saved + STEP;
      double above = sum(f.apply(x), weights);
      x[i] = saved - STEP;
      double slope = (above - sum(f.apply(x), weights)) / (2 * STEP);
      x[i] = saved;
      assertThat((double) actual[i]).as(what + " " + i).isCloseTo(slope, within(2e-5));
    }
  }

  private static double sum(double[] y, float[] weights) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += y[i] * weights[i];
    }
    return sum;
  }

  private static double[] pool(Mode mode, double[] x, int firstPosition) {
    double[] y = new double[DIM];
    for (int j = 0; j < DIM; j++) {
      double sum = 0;
      double weighted = 0;
      double positions = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < ROWS; i++) {
        sum += x[i * DIM + j];
        weighted += (firstPosition + i + 1) * x[i * DIM + j];
        positions += firstPosition + i + 1;
        most = Math.max(most, x[i * DIM + j]);
      }
      y[j] =
          switch (mode) {
            case CLS -> x[j];
            case LAST_TOKEN -> x[(ROWS - 1) * DIM + j];
            case MAX -> most;
            case MEAN -> sum / ROWS;
            case MEAN_SQRT_LEN -> sum / Math.sqrt(ROWS);
            case WEIGHTED_MEAN -> weighted / positions;
          };
    }
    return y;
  }

  @ParameterizedTest
  @EnumSource
  void everyPoolingHasTheGradientOfItsFormula(Mode mode) {
    float[] x = numbers(ROWS * DIM);
    float[] dy = numbers(2 * DIM);
    Matrix dStates = Matrix.zeros(ROWS, DIM);
    Mode other = mode == Mode.MEAN ? Mode.CLS : Mode.MEAN;
    Pooling both = Pooling.of(mode, other);
    both.addGradient(Matrix.of(x, ROWS, DIM), 3, dy, 0, dStates);
    UnaryOperator<double[]> formula =
        states -> {
          double[] y = new double[2 * DIM];
          for (int i = 0; i < 2; i++) {
            System.arraycopy(pool(both.modes().get(i), states, 3), 0, y, i * DIM, DIM);
          }
          return y;
        };
    requireSlopes("dx", dStates.data(), x, formula, dy);
  }

  private Matrix back(Step step, float[] x, float[] dy, UnaryOperator<double[]> formula) {
    try (Workers workers = Workers.single()) {
      Training training = Training.of(new Workspace(workers));
      int outputs = step.width(DIM);
      Trace trace = step.trace(Matrix.of(x, ROWS, DIM), training);
      double[] expected = formula.apply(wide(x));
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) trace.y().data()[i]).isCloseTo(expected[i], within(1e-5));
      }
      return trace.backward(Matrix.of(dy, ROWS, outputs));
    }
  }

  @Test
  void normalisingHasTheGradientOfItsFormula() {
    float[] x = numbers(ROWS * DIM);
    float[] dy = numbers(ROWS * DIM);
    UnaryOperator<double[]> formula =
        rows -> {
          double[] y = new double[ROWS * DIM];
          for (int i = 0; i < ROWS; i++) {
            double squares = 0;
            for (int j = 0; j < DIM; j++) {
              squares += rows[i * DIM + j] * rows[i * DIM + j];
            }
            for (int j = 0; j < DIM; j++) {
              y[i * DIM + j] = rows[i * DIM + j] / Math.sqrt(squares);
            }
          }
          return y;
        };
    requireSlopes("dx", back(new Step.Normalize(), x, dy, formula).data(), x, formula, dy);
  }

  private static double[] dense(double[] x, double[] w, double[] b) {
    double[] y = new double[ROWS * 3];
    for (int i = 0; i < ROWS; i++) {
      for (int k = 0; k < 3; k++) {
        double sum = b[k];
        for (int j = 0; j < DIM; j++) {
          sum += x[i * DIM + j] * w[k * DIM + j];
        }
        y[i * 3 + k] = Math.tanh(sum);
      }
    }
    return y;
  }

  @Test
  void aDenseLayerHasTheGradientOfItsFormula() {
    float[] x = numbers(ROWS * DIM);
    float[] dy = numbers(ROWS * 3);
    Parameter w = Parameter.of("2_Dense/linear.weight", numbers(3 * DIM), 3, DIM);
    Parameter b = Parameter.of("2_Dense/linear.bias", numbers(3), 3);
    Step step = new Step.Dense(Linear.of(w, 3, b), Optional.of(Activation.TANH));
    assertThat(step.parameters()).isEqualTo(List.of(w, b));
    double[] wideW = wide(w.values());
    double[] wideB = wide(b.values());
    Matrix dx = back(step, x, dy, rows -> dense(rows, wideW, wideB));
    requireSlopes("dx", dx.data(), x, rows -> dense(rows, wideW, wideB), dy);
    double[] wideX = wide(x);
    requireSlopes("dW", w.gradient(), w.values(), p -> dense(wideX, p, wideB), dy);
    requireSlopes("db", b.gradient(), b.values(), p -> dense(wideX, wideW, p), dy);
  }

  @Test
  void aLayerNormIsTrainedAsInTheModel() {
    Parameter gamma = Parameter.of("3/norm.weight", numbers(DIM), DIM);
    Parameter beta = Parameter.of("3/norm.bias", numbers(DIM), DIM);
    Step step = new Step.LayerNorm(new LayerNorm(gamma, beta, 1e-5f));
    float[] x = numbers(ROWS * DIM);
    float[] dy = numbers(ROWS * DIM);
    try (Workers workers = Workers.single()) {
      step.trace(Matrix.of(x, ROWS, DIM), Training.of(new Workspace(workers)))
          .backward(Matrix.of(dy, ROWS, DIM));
    }
    for (int j = 0; j < DIM; j++) {
      double sum = 0;
      for (int i = 0; i < ROWS; i++) {
        sum += dy[i * DIM + j];
      }
      assertThat((double) beta.gradient()[j]).isCloseTo(sum, within(1e-5));
    }
  }
}
