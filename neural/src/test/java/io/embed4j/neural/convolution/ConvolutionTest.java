package io.embed4j.neural.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import io.embed4j.neural.convolution.Window.Axis;
import io.embed4j.neural.layer.GradientContract;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Training;
import io.embed4j.neural.layer.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions and their gradients against the sum of their definition, in double. */
final class ConvolutionTest {
  private static final double TOLERANCE = 5e-5;

  private final GradientContract contract = new GradientContract(TOLERANCE);
  private final Training training = GradientContract.training();

  record Case(Window window, Grids grids, int channels, int outputs, int groups) {}

  static Stream<Case> cases() {
    Grids mixed = new Grids(new int[] {4, 1, 7}, new int[] {3, 5, 6});
    Axis uneven = new Axis(4, 1, 2, 1);
    return Stream.of(
        new Case(Window.square(3, 1, 1), mixed, 2, 3, 1),
        new Case(Window.square(1, 1, 0), mixed, 5, 4, 1),
        new Case(Window.square(1, 2, 0), mixed, 2, 3, 1),
        new Case(Window.square(1, 1, 0), mixed, 4, 6, 2),
        new Case(Window.square(3, 2, 1), mixed, 4, 6, 2),
        new Case(Window.square(7, 2, 3), Grids.of(2, 9, 8), 3, 2, 1),
        new Case(Window.square(2, 2, 0), Grids.of(3, 5, 4), 3, 4, 1), // a line is left out
        new Case(Window.square(2, 3, 0), Grids.of(1, 8, 8), 1, 2, 1), // lines between windows
        new Case(Window.line(5, 2, 0, 0), Grids.lines(9, 5, 12), 3, 4, 1),
        new Case(new Window(Axis.point(), uneven), Grids.lines(1, 7), 6, 6, 3),
        new Case(Window.square(3, 1, 1), Grids.of(1, 20, 15), 2, 2, 1)); // several tiles
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsItsDefinition(Case given) {
    int patch = given.window.places() * given.channels / given.groups;
    Parameter w = contract.parameter("w", 0, given.outputs, patch);
    Parameter b = contract.parameter("b", 0, given.outputs);
    Convolution layer = Convolution.of(given.window, given.groups, w, given.outputs, b);
    int rows = given.grids.rows();
    contract.check(
        x -> layer.trace(x, given.grids, training),
        Matrix.of(contract.numbers(rows * given.channels, 0), rows, given.channels),
        p -> definition(given, p.get(0), p.get(1), p.get(2)));
  }

  private static double[] definition(Case c, double[] x, double[] w, double[] b) {
    Grids after = c.grids.after(c.window);
    double[] y = new double[after.rows() * c.outputs];
    int row = 0;
    int start = 0;
    for (int grid = 0; grid < after.count(); grid++) {
      for (int i = 0; i < after.places(grid); i++, row++) {
        for (int out = 0; out < c.outputs; out++) {
          y[row * c.outputs + out] =
              b[out]
                  + sum(
                      c,
                      x,
                      start,
                      grid,
                      i / after.widths()[grid],
                      i % after.widths()[grid],
                      w,
                      out);
        }
      }
      start += c.grids.places(grid);
    }
    return y;
  }

  private static double sum(
      Case c, double[] x, int start, int grid, int outY, int outX, double[] w, int out) {
    int some = c.channels / c.groups;
    int group = out / (c.outputs / c.groups);
    double sum = 0;
    for (int i = 0; i < c.window.down().size(); i++) {
      for (int j = 0; j < c.window.across().size(); j++) {
        int inY = outY * c.window.down().stride() + i - c.window.down().before();
        int inX = outX * c.window.across().stride() + j - c.window.across().before();
        if (inY < 0 || inX < 0 || inY >= c.grids.heights()[grid] || inX >= c.grids.widths()[grid]) {
          continue;
        }
        int place = start + inY * c.grids.widths()[grid] + inX;
        for (int k = 0; k < some; k++) {
          int weight =
              ((out * c.window.down().size() + i) * c.window.across().size() + j) * some + k;
          sum += x[place * c.channels + group * some + k] * w[weight];
        }
      }
    }
    return sum;
  }

  private static float[] floats(Matrix x) {
    return Arrays.copyOf(x.data(), x.rows() * x.columns());
  }

  @Test
  void bitsDependNeitherOnTheBatchNorOnThreads() {
    Grids grids = Grids.of(9, 13, 11);
    Matrix x = Matrix.of(contract.numbers(grids.rows() * 16, 0), grids.rows(), 16);
    Parameter w = Parameter.of("w", contract.numbers(8 * 16 * 9, 0), 8, 16 * 9);
    Convolution layer = Convolution.of(Window.square(3, 1, 1), 1, w, 8, Parameter.constant());
    float[] dy = contract.numbers(grids.rows() * 8, 0);
    Workspace alone = new Workspace(Workers.single());
    float[] y = floats(layer.forward(x, grids, alone));
    Matrix gradient = Matrix.of(dy, grids.rows(), 8);
    float[] dx = floats(layer.backward(x, grids, gradient, Training.of(alone)));
    float[] dw = w.gradient().clone();
    Arrays.fill(w.gradient(), 0);
    try (Workers two = new Workers(2)) {
      Training training = Training.of(new Workspace(two));
      assertThat(floats(layer.forward(x, grids, training.space()))).isEqualTo(y);
      assertThat(floats(layer.backward(x, grids, gradient, training))).isEqualTo(dx);
      assertThat(w.gradient()).isEqualTo(dw);
    }
    Matrix one = layer.forward(x.rowRange(143, 286), Grids.of(1, 13, 11), alone);
    assertThat(Arrays.equals(one.data(), 0, 143 * 8, y, 143 * 8, 286 * 8)).isTrue();
  }

  @Test
  void inferenceGivesTheSameBitsAndHasNoWayBack() {
    Grids grids = Grids.of(2, 5, 5);
    Matrix x = Matrix.of(contract.numbers(50 * 4, 0), 50, 4);
    float[] weights = contract.numbers(6 * 18, 0);
    float[] bias = contract.numbers(6, 0);
    Window window = Window.square(3, 1, 1);
    Convolution layer =
        Convolution.of(window, 2, Parameter.of("w", weights, 6, 18), 6, Parameter.of("b", bias, 6));
    Convolution inference = Convolution.of(window, 2, Matrix.of(weights, 6, 18), bias);
    Matrix y = inference.forward(x, grids, training.space());
    assertThat(floats(y)).isEqualTo(floats(layer.forward(x, grids, training.space())));
    assertThatThrownBy(() -> inference.backward(x, grids, y, training))
        .hasMessageContaining("not been loaded for training");
  }

  @Test
  void otherValuesAreAnotherLayer() {
    Grids grids = Grids.of(1, 3, 3);
    Parameter w = Parameter.of("w", new float[9], 1, 9);
    Convolution layer = Convolution.of(Window.square(3, 1, 1), 1, w, 1, Parameter.constant());
    Arrays.fill(w.values(), 1);
    w.changed(Workers.single());
    Matrix x = Matrix.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 9, 1);
    assertThat(layer.forward(x, grids, training.space()).data()[4]).isEqualTo(45);
    assertThat(layer.backward(x, grids, x, training).data()[0]).isEqualTo(1 + 2 + 4 + 5);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Window window = Window.square(3, 1, 0);
    Convolution layer = Convolution.of(window, 1, Matrix.zeros(2, 9));
    Workspace space = training.space();
    assertThatThrownBy(() -> layer.forward(Matrix.zeros(4, 1), Grids.of(1, 2, 2), space))
        .hasMessageContaining("3 places does not fit into 2");
    assertThatThrownBy(() -> layer.forward(Matrix.zeros(9, 2), Grids.of(1, 3, 3), space))
        .hasMessageContaining("x must have 1 channels, but has 2");
    assertThatThrownBy(() -> Convolution.of(window, 3, Matrix.zeros(4, 9)))
        .hasMessageContaining("4 outputs cannot be divided into 3 groups");
    assertThatThrownBy(() -> Convolution.of(window, 1, Matrix.zeros(4, 9), 1, 2))
        .hasMessageContaining("bias must have 4 elements");
    assertThatThrownBy(() -> Grids.of(1, 0, 3)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> new Grids(new int[1], new int[2])).hasMessageContaining("do not fit");
    assertThatThrownBy(() -> Window.square(0, 1, 0)).hasMessageContaining("make no window");
  }

  @Test
  void frozenWeightsHaveNoGradient() {
    Parameter w = Parameter.of("w", contract.numbers(2 * 9, 0), 2, 9);
    Parameter b = Parameter.of("b", contract.numbers(2, 0), 2);
    w.freeze();
    b.freeze();
    Convolution layer = Convolution.of(Window.square(3, 1, 1), 1, w, 2, b);
    Matrix x = Matrix.of(contract.numbers(9, 0), 9, 1);
    Matrix dy = Matrix.of(contract.numbers(18, 0), 9, 2);
    layer.backward(x, Grids.of(1, 3, 3), dy, training);
    assertThat(List.of(w, b)).allSatisfy(p -> assertThat(p.gradient()).containsOnly(0));
  }
}
