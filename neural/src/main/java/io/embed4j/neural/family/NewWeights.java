package io.embed4j.neural.family;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.run.Seeds;
import io.embed4j.neural.weights.Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Weights that training begins with, beside those of a checkpoint or alone. Each tensor is drawn
 * when it is asked for, from the stream of the seed and its name, and so depends on no other.
 */
final class NewWeights implements Weights {
  private record New(List<Long> shape, Supplier<float[]> values) {}

  private final Optional<Weights> given;
  private final long seed;
  private final Map<String, New> added = new LinkedHashMap<>();

  private NewWeights(Optional<Weights> given, long seed) {
    this.given = given;
    this.seed = seed;
  }

  /** Returns no weights yet. */
  static NewWeights of(long seed) {
    return new NewWeights(Optional.empty(), seed);
  }

  /** Returns the weights of a checkpoint. */
  static NewWeights beside(Weights given, long seed) {
    return new NewWeights(Optional.of(given), seed);
  }

  private NewWeights add(String name, Supplier<float[]> values, long... shape) {
    added.put(name, new New(Arrays.stream(shape).boxed().toList(), values));
    return this;
  }

  private static float[] drawn(int size, DoubleSupplier numbers) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) numbers.getAsDouble();
    }
    return values;
  }

  private SplittableRandom random(String name) {
    return Seeds.stream(seed, name, 0);
  }

  /** Adds a tensor of normal numbers around 0. */
  NewWeights normal(String name, double deviation, long... shape) {
    int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    return add(
        name,
        () -> {
          SplittableRandom random = random(name);
          return drawn(size, () -> deviation * random.nextGaussian());
        },
        shape);
  }

  /** Adds a matrix of uniform numbers in [−bound, bound). */
  NewWeights uniform(String name, double bound, int rows, int columns) {
    int size = Math.multiplyExact(rows, columns);
    return add(name, () -> uniformNumbers(name, bound, size), rows, columns);
  }

  private float[] uniformNumbers(String name, double bound, int size) {
    SplittableRandom random = random(name);
    return drawn(size, () -> bound * (2 * random.nextDouble() - 1));
  }

  /** Adds a vector of uniform numbers in [−bound, bound). */
  NewWeights uniform(String name, double bound, int length) {
    return uniformBut(name, bound, length, 0, 0, 0);
  }

  /** Adds a vector of uniform numbers, of which those of a range are another one. */
  NewWeights uniformBut(String name, double bound, int length, float value, int from, int to) {
    return add(
        name,
        () -> {
          float[] values = uniformNumbers(name, bound, length);
          Arrays.fill(values, from, to, value);
          return values;
        },
        length);
  }

  /** Adds square matrices one below the other, each of which leaves lengths as they are. */
  NewWeights orthogonal(String name, int matrices, int width) {
    return add(
        name,
        () -> {
          SplittableRandom random = random(name);
          float[] values = new float[Math.multiplyExact(matrices * width, width)];
          for (int i = 0; i < matrices; i++) {
            Orthogonal.fill(values, i * width * width, width, random);
          }
          return values;
        },
        (long) matrices * width,
        width);
  }

  /** Adds a vector of equal numbers. */
  NewWeights constant(String name, float value, int length) {
    return add(
        name,
        () -> {
          float[] values = new float[length];
          Arrays.fill(values, value);
          return values;
        },
        length);
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    given.ifPresent(weights -> names.addAll(weights.names()));
    names.addAll(added.keySet());
    return names;
  }

  @Override
  public List<Long> shape(String name) {
    New own = added.get(name);
    return own == null ? given(name).shape(name) : own.shape;
  }

  @Override
  public float[] floats(String name, long... shape) {
    New own = added.get(name);
    if (own == null) {
      return given(name).floats(name, shape);
    }
    if (!own.shape.equals(Arrays.stream(shape).boxed().toList())) {
      throw new ModelFormatException(
          "weight %s has shape %s, not %s".formatted(name, own.shape, Arrays.toString(shape)));
    }
    return own.values.get();
  }

  private Weights given(String name) {
    return given.orElseThrow(() -> new ModelFormatException("there is no weight " + name));
  }
}
