package io.embed4j.neural.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.matrix.Matrix;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers and their gradients against plain formulas in double and their central differences. */
final class LayerGradientsTest {
  private static final double TOLERANCE = 2e-5;
  private static final float EPSILON = 1e-3f;

  private final GradientContract contract = new GradientContract(TOLERANCE);
  private final Training training = GradientContract.training();

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 5, 2", "9, 4, 33", "70, 17, 5"})
  void linear(int rows, int inputs, int outputs) {
    Parameter w = contract.parameter("w", 0, outputs, inputs);
    Parameter b = contract.parameter("b", 0, outputs);
    Linear linear = Linear.of(w, outputs, b);
    contract.check(
        x -> linear.trace(x, training),
        Matrix.of(contract.numbers(rows * inputs, 0), rows, inputs),
        p -> product(p.get(0), p.get(1), p.get(2), rows, inputs, outputs));
  }

  private static double[] product(
      double[] x, double[] w, double[] b, int rows, int inputs, int outputs) {
    double[] y = new double[rows * outputs];
    for (int i = 0; i < y.length; i++) {
      y[i] = b.length == 0 ? 0 : b[i % outputs];
      for (int k = 0; k < inputs; k++) {
        y[i] += x[i / outputs * inputs + k] * w[i % outputs * inputs + k];
      }
    }
    return y;
  }

  @Test
  void linearWithoutBias() {
    Linear linear = Linear.of(contract.parameter("w", 0, 3, 4), 3, Parameter.constant());
    contract.check(
        x -> linear.trace(x, training),
        Matrix.of(contract.numbers(20, 0), 5, 4),
        p -> product(p.get(0), p.get(1), new double[0], 5, 4, 3));
  }

  @Test
  void linearWithOtherValuesIsAnotherLayer() {
    Parameter w = contract.parameter("w", 0, 3, 4);
    Linear linear = Linear.of(w, 3, Parameter.constant());
    for (int i = 0; i < w.size(); i++) {
      w.values()[i] = 2 - w.values()[i];
    }
    w.changed(training.space().workers());
    contract.check(
        x -> linear.trace(x, training),
        Matrix.of(contract.numbers(20, 0), 5, 4),
        p -> product(p.get(0), p.get(1), new double[0], 5, 4, 3));
  }

  @Test
  void frozenWeightsHaveNoGradientAndInferenceHasNoWayBack() {
    Parameter w = Parameter.of("w", contract.numbers(12, 0), 3, 4);
    Parameter b = Parameter.of("b", contract.numbers(3, 0), 3);
    w.freeze();
    b.freeze();
    Matrix x = Matrix.of(contract.numbers(20, 0), 5, 4);
    Matrix dy = Matrix.of(contract.numbers(15, 0), 5, 3);
    Linear.of(w, 3, b).backward(x, dy, training);
    assertThat(w.gradient()).containsOnly(0);
    assertThat(b.gradient()).containsOnly(0);
    Linear inference = Linear.of(Matrix.of(w.values(), 3, 4));
    assertThatThrownBy(() -> inference.backward(x, dy, training))
        .hasMessageContaining("not been loaded for training");
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "3, 5", "9, 16", "70, 35"})
  void layerNorm(int rows, int dim) {
    Parameter gamma = contract.parameter("gamma", 1, dim);
    LayerNorm norm = new LayerNorm(gamma, contract.parameter("beta", 0, dim), EPSILON);
    contract.check(
        x -> norm.trace(x, training),
        Matrix.of(contract.numbers(rows * dim, 0.5), rows, dim),
        p -> normal(p, dim, true));
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "3, 5", "9, 16", "70, 35"})
  void rmsNorm(int rows, int dim) {
    RmsNorm norm = new RmsNorm(contract.parameter("gamma", 1, dim), EPSILON);
    contract.check(
        x -> norm.trace(x, training),
        Matrix.of(contract.numbers(rows * dim, 0.5), rows, dim),
        p -> normal(p, dim, false));
  }

  private static double[] normal(List<double[]> p, int dim, boolean centred) {
    double[] y = p.get(0).clone();
    for (int at = 0; at < y.length; at += dim) {
      double mean = 0;
      for (int i = 0; i < dim && centred; i++) {
        mean += y[at + i] / dim;
      }
      double variance = 0;
      for (int i = 0; i < dim; i++) {
        variance += (y[at + i] - mean) * (y[at + i] - mean) / dim;
      }
      for (int i = 0; i < dim; i++) {
        double normal = (y[at + i] - mean) / Math.sqrt(variance + EPSILON);
        y[at + i] = p.get(1)[i] * normal + (centred ? p.get(2)[i] : 0);
      }
    }
    return y;
  }

  @Test
  void noNorm() {
    contract.check(
        x -> new NoNorm().trace(x, training),
        Matrix.of(contract.numbers(6, 0), 2, 3),
        List::getFirst);
  }

  @Test
  void embeddingAddsTheGradientOfEveryTokenToItsRow() {
    int[] ids = {3, 0, 3, 3, 1, 0, 3};
    int dim = 130; // columns are shared among threads
    Parameter table = contract.parameter("table", 0, 4, dim);
    Embedding embedding = Embedding.of(table, 4, dim).scaled(1.5f);
    Function<Matrix, Trace> layer =
        nothing ->
            new Trace(
                embedding.forward(ids, training.space()),
                dy -> {
                  embedding.backward(ids, dy, training);
                  return nothing;
                });
    contract.check(
        layer,
        Matrix.zeros(0, 0),
        p -> {
          double[] y = new double[ids.length * dim];
          for (int i = 0; i < y.length; i++) {
            y[i] = 1.5 * p.get(1)[ids[i / dim] * dim + i % dim];
          }
          return y;
        });
  }
}
