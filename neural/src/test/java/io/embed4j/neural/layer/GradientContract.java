package io.embed4j.neural.layer;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Compares what a layer makes of x, dx and the gradients of its parameters with a plain formula in
 * double and its central differences. The loss is a sum of y with random weights.
 */
public final class GradientContract {
  private static final double STEP = 1e-5;
  private static final float ALREADY = 0.5f; // gradients are added to

  private final SplittableRandom random = new SplittableRandom(17);
  private final List<Parameter> parameters = new ArrayList<>();
  private final double tolerance;

  /** Makes a contract whose numbers may differ by a tolerance, relative to 1 and their size. */
  public GradientContract(double tolerance) {
    this.tolerance = tolerance;
  }

  /** Returns a parameter of numbers around a mean. */
  public Parameter parameter(String name, double mean, Integer... shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return with(Parameter.of(name, numbers(size, mean), shape));
  }

  /** Returns a parameter that was made elsewhere, and whose gradient is checked, too. */
  public Parameter with(Parameter parameter) {
    Arrays.fill(parameter.gradient(), ALREADY);
    parameters.add(parameter);
    return parameter;
  }

  /** Returns numbers around a mean. */
  public float[] numbers(int size, double mean) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = (float) (mean + random.nextDouble(-1, 1));
    }
    return numbers;
  }

  /**
   * Checks a layer.
   *
   * @param formula y of x and the values of the parameters in the order in which they were made
   */
  public void check(
      Function<Matrix, Trace> layer, Matrix x, Function<List<double[]>, double[]> formula) {
    Trace trace = layer.apply(x);
    List<double[]> points = new ArrayList<>();
    points.add(doubles(x.data()));
    parameters.forEach(p -> points.add(doubles(p.values())));
    require("y", trace.y().data(), formula.apply(points), trace.y().rows() * trace.y().columns());
    int size = trace.y().rows() * trace.y().columns();
    float[] weights = numbers(size, 0.25);
    Matrix dy = Matrix.of(weights.clone(), trace.y().rows(), trace.y().columns());
    Matrix dx = trace.backward(dy);
    require("dy must stay, but", dy.data(), doubles(weights), size);
    require("dx", dx.data(), slopes(formula, points, 0, weights, 0), x.data().length);
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      double[] expected = slopes(formula, points, i + 1, weights, ALREADY);
      require("d " + parameter.name(), parameter.gradient(), expected, expected.length);
    }
  }

  private static double[] slopes(
      Function<List<double[]>, double[]> formula,
      List<double[]> points,
      int which,
      float[] weights,
      double already) {
    double[] point = points.get(which);
    double[] slopes = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      double saved = point[i];
      point[i] = saved + STEP;
      double above = loss(formula.apply(points), weights);
      point[i] = saved - STEP;
      double below = loss(formula.apply(points), weights);
      point[i] = saved;
      slopes[i] = already + (above - below) / (2 * STEP);
    }
    return slopes;
  }

  private static double loss(double[] y, float[] weights) {
    double loss = 0;
    for (int i = 0; i < y.length; i++) {
      loss += y[i] * weights[i];
    }
    return loss;
  }

  private void require(String what, float[] actual, double[] expected, int size) {
    for (int i = 0; i < size; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= tolerance * (1 + Math.abs(expected[i])))) {
        throw new AssertionError(
            "%s[%d] is %s, expected %s".formatted(what, i, actual[i], expected[i]));
      }
    }
  }

  private static double[] doubles(float[] x) {
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    return wide;
  }

  /** Returns a pass on two threads. */
  public static Training training() {
    return Training.of(new Workspace(new Workers(2)));
  }
}
