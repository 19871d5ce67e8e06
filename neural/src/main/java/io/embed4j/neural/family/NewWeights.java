package io.embed4j.neural.family;

import io.embed4j.core.run.Seeds;
import io.embed4j.neural.weights.Weights;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Weights of a checkpoint, and some more that training begins with. */
final class NewWeights implements Weights {
  private static final double DEVIATION = 0.02; // of BERT

  private record New(float[] values, List<Long> shape) {}

  private final Weights given;
  private final long seed;
  private final Map<String, New> added = new LinkedHashMap<>();

  NewWeights(Weights given, long seed) {
    this.given = given;
    this.seed = seed;
  }

  /** Adds a matrix of normal numbers. */
  NewWeights normal(String name, int rows, int columns) {
    SplittableRandom random = Seeds.stream(seed, name, 0);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (DEVIATION * random.nextGaussian());
    }
    added.put(name, new New(values, List.of((long) rows, (long) columns)));
    return this;
  }

  /** Adds a vector of equal numbers. */
  NewWeights constant(String name, float value, int length) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    added.put(name, new New(values, List.of((long) length)));
    return this;
  }

  @Override
  public Set<String> names() {
    Set<String> names = new HashSet<>(given.names());
    names.addAll(added.keySet());
    return names;
  }

  @Override
  public List<Long> shape(String name) {
    New own = added.get(name);
    return own == null ? given.shape(name) : own.shape;
  }

  @Override
  public float[] floats(String name, long... shape) {
    New own = added.get(name);
    return own == null ? given.floats(name, shape) : own.values.clone();
  }
}
