package io.embed4j.graph.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.run.Workers;
import io.embed4j.core.table.EmbeddingTable;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several steps of each optimiser against its published formula in double. */
class TableOptimizerTest {
  private static final int ROWS = 5;
  private static final int WIDTH = 19;
  private static final double FACTOR = 0.5;

  @AutoClose private final Workers workers = new Workers(2);

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Optimizer.Sgd(0.3),
        new Optimizer.Adagrad(0.3, false),
        new Optimizer.Adagrad(0.3, true),
        new Optimizer.Adam(0.3, 0.9, 0.99));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void stepsEqualTheFormula(Optimizer optimizer) {
    SplittableRandom random = new SplittableRandom(8);
    EmbeddingTable table = EmbeddingTable.zeros(ROWS, WIDTH);
    double[][] x = new double[ROWS][WIDTH];
    double[][] first = new double[ROWS][WIDTH];
    double[][] second = new double[ROWS][WIDTH];
    TableOptimizer tested = new TableOptimizer(optimizer, table);
    RowGradients gradients = new RowGradients(ROWS, WIDTH);
    for (int step = 1; step <= 7; step++) {
      gradients.clear();
      for (int row : new int[] {3, 0, step % 2 == 0 ? 4 : 1}) { // row 2 never, some now and then
        double[] g = new double[WIDTH];
        for (int k = 0; k < WIDTH; k++) {
          float value = (float) random.nextDouble(-2, 2);
          gradients.row(row).set(k, value);
          g[k] = value;
        }
        update(optimizer, x[row], first[row], second[row], g, step);
      }
      tested.update(gradients, FACTOR, step, workers);
    }
    for (int row = 0; row < ROWS; row++) {
      for (int k = 0; k < WIDTH; k++) {
        assertThat((double) table.row(row).at(k))
            .as("%s, row %d", optimizer, row)
            .isCloseTo(x[row][k], org.assertj.core.data.Offset.offset(1e-5));
      }
    }
    assertThat(table.row(2).at(0)).isZero();
    assertThat(table.row(4).at(0)).isNotZero();
  }

  private static void update(
      Optimizer optimizer, double[] x, double[] first, double[] second, double[] g, int step) {
    double rate = optimizer.learningRate() * FACTOR;
    double mean = 0;
    for (double value : g) {
      mean += value * value / WIDTH;
    }
    for (int k = 0; k < WIDTH; k++) {
      switch (optimizer) {
        case Optimizer.Sgd _ -> x[k] -= rate * g[k];
        case Optimizer.Adagrad adagrad -> {
          first[k] += adagrad.rowWise() ? mean : g[k] * g[k];
          x[k] -= rate * g[k] / (Math.sqrt(first[k]) + 1e-10);
        }
        case Optimizer.Adam adam -> {
          first[k] = adam.beta1() * first[k] + (1 - adam.beta1()) * g[k];
          second[k] = adam.beta2() * second[k] + (1 - adam.beta2()) * g[k] * g[k];
          double m = first[k] / (1 - Math.pow(adam.beta1(), step));
          double v = second[k] / (1 - Math.pow(adam.beta2(), step));
          x[k] -= rate * m / (Math.sqrt(v) + 1e-8);
        }
      }
    }
  }
}
