package io.embed4j.neural.family;

import io.embed4j.neural.weights.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Weights that a test makes up, so that an oracle in double can use the same. */
final class RandomWeights implements Weights {
  private record Tensor(float[] data, List<Long> shape) {}

  private final Map<String, Tensor> tensors = new HashMap<>();
  private final SplittableRandom random = new SplittableRandom(11);

  /** Adds a tensor of numbers around a mean; matrices are scaled with the fan-in. */
  RandomWeights add(String name, double mean, long... shape) {
    double scale = shape.length == 2 ? 1.5 / Math.sqrt((double) shape[1]) : 0.3;
    float[] data = new float[(int) LongStream.of(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (mean + scale * random.nextDouble(-1, 1));
    }
    tensors.put(name, new Tensor(data, LongStream.of(shape).boxed().toList()));
    return this;
  }

  /** Adds a matrix and its bias. */
  RandomWeights linear(String name, int inputs, int outputs) {
    return add(name + ".weight", 0, outputs, inputs).add(name + ".bias", 0, outputs);
  }

  /** Adds a matrix without bias. */
  RandomWeights linearWithoutBias(String name, int inputs, int outputs) {
    return add(name + ".weight", 0, outputs, inputs);
  }

  /** Adds a norm with bias. */
  RandomWeights norm(String name, int dim) {
    return add(name + ".weight", 1, dim).add(name + ".bias", 0, dim);
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public List<Long> shape(String name) {
    return get(name).shape;
  }

  @Override
  public float[] floats(String name, long... shape) {
    if (!shape(name).equals(LongStream.of(shape).boxed().toList())) {
      throw new AssertionError(name + " has another shape: " + shape(name));
    }
    return get(name).data.clone();
  }

  private Tensor get(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new AssertionError("no tensor " + name);
    }
    return tensor;
  }

  /** Returns the elements of a tensor, for the oracle. */
  float[] of(String name) {
    return get(name).data;
  }
}
