package io.embed4j.neural.layer;

import io.embed4j.core.format.Tensor;
import io.embed4j.core.run.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Numbers that training changes, and the gradient of a loss with respect to them. Several tensors
 * of a checkpoint that a layer uses as one, such as the weights of queries, keys and values, are
 * one parameter of several parts.
 *
 * <p>Belongs to the thread that trains; reading {@link #values} is safe from any while none trains.
 */
public final class Parameter {
  /** How a tensor of a checkpoint becomes values, and values a tensor again. */
  public enum Form {
    /** As it is. */
    PLAIN,
    /** A matrix whose rows are the columns here: GPT-2. */
    TRANSPOSED,
    /** Values less 1: norms of Gemma. */
    FROM_ONE,
    /** Weights of a convolution, outputs × channels × places there, outputs × places × channels. */
    CHANNELS_LAST
  }

  /**
   * A tensor of a checkpoint.
   *
   * @param shape as in the checkpoint
   */
  public record Part(String name, List<Integer> shape, Form form) {
    int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  private static final float[] NONE = {};

  private final List<Part> parts;
  private final float[] values;
  private final List<Consumer<Workers>> derivations = new ArrayList<>(0);
  private float[] gradient = NONE;
  private boolean frozen;
  private Optional<LowRank> lowRank = Optional.empty();

  private Parameter(List<Part> parts, float[] values, boolean frozen) {
    this.parts = List.copyOf(parts);
    this.values = values;
    this.frozen = frozen;
  }

  /** Returns the parameter of one tensor; values are not copied. */
  public static Parameter of(String name, float[] values, Integer... shape) {
    return of(List.of(new Part(name, List.of(shape), Form.PLAIN)), values);
  }

  /**
   * Returns the parameter of one or several tensors.
   *
   * @param values one part after the other, not copied
   */
  public static Parameter of(List<Part> parts, float[] values) {
    int size = parts.stream().mapToInt(Part::size).sum();
    if (parts.isEmpty() || size != values.length) {
      throw new IllegalArgumentException(
          "parts have %d elements, but there are %d: %s".formatted(size, values.length, parts));
    }
    return new Parameter(parts, values, false);
  }

  /** Returns numbers of no name, which training leaves as they are. */
  public static Parameter constant(float... values) {
    return new Parameter(List.of(), values, true);
  }

  /** Returns the name of the first tensor, or "" of a constant. */
  public String name() {
    return parts.isEmpty() ? "" : parts.getFirst().name();
  }

  public List<Part> parts() {
    return parts;
  }

  /** Returns the numbers themselves; who changes them calls {@link #changed}. */
  public float[] values() {
    return values;
  }

  /** Returns how many numbers there are. */
  public int size() {
    return values.length;
  }

  /** Returns the gradient, which layers add to; zeros at first. */
  public float[] gradient() {
    if (gradient.length != values.length) {
      gradient = new float[values.length];
    }
    return gradient;
  }

  /**
   * Returns whether decay of weights usually applies: to matrices, not to biases and the factors of
   * norms.
   */
  public boolean decays() {
    return !parts.isEmpty() && parts.getFirst().shape().size() > 1;
  }

  /** Returns whether training leaves the values as they are; nothing then adds to the gradient. */
  public boolean isFrozen() {
    return frozen;
  }

  /** Lets training leave the values as they are. */
  public void freeze() {
    frozen = true;
  }

  /**
   * Lets training change the values by a product of low rank alone.
   *
   * @param rank at least 1
   * @param alpha times the product, over its rank
   * @param random where the first factor begins
   * @return what is learnt instead
   */
  public LowRank learnLowRank(int rank, double alpha, SplittableRandom random) {
    LowRank learnt = new LowRank(this, rank, alpha, random);
    lowRank = Optional.of(learnt);
    return learnt;
  }

  Optional<LowRank> lowRank() {
    return lowRank;
  }

  /** Has {@code derive} called whenever values have changed, to make anew what depends on them. */
  public void onChange(Consumer<Workers> derive) {
    derivations.add(derive);
  }

  /** Says that the values are other ones now: packed copies are made anew. */
  public void changed(Workers workers) {
    derivations.forEach(derive -> derive.accept(workers));
  }

  /** Returns the tensors of the checkpoint, with the present values. */
  public Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int start = 0;
    for (Part part : parts) {
      tensors.put(part.name(), new Tensor.Floats(stored(part, start), part.shape()));
      start += part.size();
    }
    return tensors;
  }

  private float[] stored(Part part, int start) {
    float[] stored = new float[part.size()];
    int columns = part.shape().isEmpty() ? 1 : part.shape().getLast();
    int rows = stored.length / columns;
    for (int i = 0; i < stored.length; i++) {
      stored[i] =
          switch (part.form()) {
            case PLAIN -> values[start + i];
            case TRANSPOSED -> values[start + i % columns * rows + i / columns];
            case FROM_ONE -> values[start + i] - 1;
            case CHANNELS_LAST -> values[start + channelsLast(i, part.shape())];
          };
    }
    return stored;
  }

  private static int channelsLast(int stored, List<Integer> shape) {
    int channels = shape.get(1);
    int places = shape.stream().skip(2).reduce(1, (a, b) -> a * b);
    int output = stored / (channels * places);
    return (output * places + stored % places) * channels + stored / places % channels;
  }

  @Override
  public String toString() {
    return name() + (parts.size() > 1 ? " and " + (parts.size() - 1) + " more" : "");
  }
}
