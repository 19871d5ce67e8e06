package io.embed4j.neural.family;

import io.embed4j.core.run.Workers;
import io.embed4j.neural.layer.Parameter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/**
 * Compares some elements of the gradient of each parameter with central differences of a loss: the
 * largest ones, and random ones.
 *
 * @param step as small as rounding allows, where kinks are near
 * @param loss which reads the parameters
 */
record ParameterSlopes(String subject, double step, DoubleSupplier loss, Workers workers) {
  static final double STEP = 5e-3;

  private static final int LARGEST = 2;
  private static final int RANDOM = 1;
  private static final double RELATIVE = 1e-2;

  /** Fails unless the gradients that the parameters have are those of the loss. */
  void require(List<Parameter> parameters) {
    SplittableRandom random = new SplittableRandom(3);
    for (Parameter parameter : parameters.stream().filter(p -> !p.isFrozen()).toList()) {
      float[] gradient = parameter.gradient();
      double scale = 0;
      for (float g : gradient) {
        scale = Math.max(scale, Math.abs(g));
      }
      int[] largest =
          IntStream.range(0, gradient.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -Math.abs(gradient[i])))
              .limit(LARGEST)
              .mapToInt(i -> i)
              .toArray();
      int[] others = random.ints(RANDOM, 0, gradient.length).toArray();
      for (int i : IntStream.concat(Arrays.stream(largest), Arrays.stream(others)).toArray()) {
        double expected = slope(parameter, i);
        double tolerance = RELATIVE * (Math.abs(expected) + 0.1 * scale) + 5e-3;
        if (!(Math.abs(gradient[i] - expected) <= tolerance)) {
          throw new AssertionError(
              "%s: gradient of %s[%d] is %s, expected %s"
                  .formatted(subject, parameter.name(), i, gradient[i], expected));
        }
      }
    }
  }

  private double slope(Parameter parameter, int i) {
    float saved = parameter.values()[i];
    float above = (float) (saved + step);
    float below = (float) (saved - step);
    double difference = value(parameter, i, above) - value(parameter, i, below);
    parameter.values()[i] = saved;
    parameter.changed(workers);
    return difference / ((double) above - below);
  }

  private double value(Parameter parameter, int i, float value) {
    parameter.values()[i] = value;
    parameter.changed(workers);
    return loss.getAsDouble();
  }
}
