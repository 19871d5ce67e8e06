package io.embed4j.neural.family;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.layer.LayerNorm;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Parameter.Form;
import io.embed4j.neural.layer.Parameter.Part;
import io.embed4j.neural.layer.RmsNorm;
import io.embed4j.neural.weights.Weights;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Layers of a checkpoint by the names of their weights. The one place that knows that a name may
 * have a prefix ({@code bert.}, {@code roberta.}, {@code model.}, {@code transformer.}), because
 * the model was saved as a part of a larger one, and that norms were called {@code gamma} and
 * {@code beta} before they were called {@code weight} and {@code bias}. Other weights, such as
 * those of a head, are left alone.
 */
final class Checkpoint {
  private final Weights weights;
  private final String prefix;

  private Checkpoint(Weights weights, String prefix) {
    this.weights = weights;
    this.prefix = prefix;
  }

  /**
   * Returns the part of a checkpoint in which a weight has this name.
   *
   * @throws ModelFormatException if there is none
   */
  static Checkpoint around(Weights weights, String anchor) {
    String found =
        weights.names().stream()
            .filter(name -> name.equals(anchor) || name.endsWith("." + anchor))
            .min(Comparator.comparingInt(String::length))
            .orElseThrow(
                () ->
                    new ModelFormatException(
                        "there is no weight "
                            + anchor
                            + ", with or without a prefix, only "
                            + weights.names().stream().sorted().limit(20).toList()));
    return new Checkpoint(weights, found.substring(0, found.length() - anchor.length()));
  }

  /** Returns the weights whose names begin with {@code more}. */
  Checkpoint at(String more) {
    return new Checkpoint(weights, prefix + more);
  }

  /** Returns whether there is a weight of this name. */
  boolean has(String name) {
    return weights.names().contains(prefix + name);
  }

  /** Returns a tensor. */
  float[] floats(String name, long... shape) {
    return weights.floats(prefix + name, shape);
  }

  /** Returns a layer with bias. */
  Linear linear(String name, int inputs, int outputs) {
    return joined(inputs, outputs, name);
  }

  /** Returns a layer without bias. */
  Linear linearWithoutBias(String name, int inputs, int outputs) {
    return joinedWithoutBias(inputs, new int[] {outputs}, name);
  }

  /** Returns layers of as many outputs each, with biases, as one product. */
  Linear joined(int inputs, int outputs, String... names) {
    return joined(inputs, IntStream.generate(() -> outputs).limit(names.length).toArray(), names);
  }

  /** Returns layers with biases as one product, their outputs one after the other. */
  Linear joined(int inputs, int[] outputs, String... names) {
    float[] bias = new float[IntStream.of(outputs).sum()];
    int start = 0;
    for (int i = 0; i < names.length; i++) {
      float[] part = floats(names[i] + ".bias", outputs[i]);
      System.arraycopy(part, 0, bias, start, part.length);
      start += part.length;
    }
    return Linear.of(stacked(inputs, outputs, names), bias);
  }

  /** Returns layers without biases as one product, their outputs one after the other. */
  Linear joinedWithoutBias(int inputs, int[] outputs, String... names) {
    return Linear.of(stacked(inputs, outputs, names));
  }

  /** Returns a layer with bias whose weight is stored as inputs × outputs: GPT-2. */
  Linear transposedLinear(String name, int inputs, int outputs) {
    Matrix weight = Matrix.of(floats(name + ".weight", inputs, outputs), inputs, outputs);
    return Linear.of(weight.transposed(), floats(name + ".bias", outputs));
  }

  private Matrix stacked(int inputs, int[] outputs, String... names) {
    Matrix weight = Matrix.zeros(IntStream.of(outputs).sum(), inputs);
    int start = 0;
    for (int i = 0; i < names.length; i++) {
      float[] part = floats(names[i] + ".weight", outputs[i], inputs);
      System.arraycopy(part, 0, weight.data(), start, part.length);
      start += part.length;
    }
    return weight;
  }

  /** Returns a layer norm with beta. */
  LayerNorm layerNorm(String name, int dim, double epsilon) {
    boolean old = has(name + ".gamma");
    return new LayerNorm(
        vector(name + (old ? ".gamma" : ".weight"), dim),
        vector(name + (old ? ".beta" : ".bias"), dim),
        (float) epsilon);
  }

  /** Returns a layer norm without beta. */
  LayerNorm layerNormWithoutBias(String name, int dim, double epsilon) {
    return new LayerNorm(
        vector(name + ".weight", dim), Parameter.constant(new float[dim]), (float) epsilon);
  }

  /** Returns a norm without mean. */
  RmsNorm rmsNorm(String name, int dim, double epsilon) {
    return new RmsNorm(vector(name + ".weight", dim), (float) epsilon);
  }

  /** Returns a norm without mean whose factors are stored as their difference from 1. */
  RmsNorm rmsNormFromOne(String name, int dim, double epsilon) {
    float[] gamma = floats(name + ".weight", dim);
    for (int i = 0; i < dim; i++) {
      gamma[i] += 1;
    }
    Part part = new Part(prefix + name + ".weight", List.of(dim), Form.FROM_ONE);
    return new RmsNorm(Parameter.of(List.of(part), gamma), (float) epsilon);
  }

  /** Returns a table of as many rows as the checkpoint has. */
  Embedding embedding(String name, int dim) {
    String weight = prefix + name + ".weight";
    int rows = Math.toIntExact(weights.shape(weight).getFirst());
    return Embedding.of(
        Parameter.of(weight, weights.floats(weight, rows, dim), rows, dim), rows, dim);
  }

  private Parameter vector(String name, int length) {
    return Parameter.of(prefix + name, floats(name, length), length);
  }
}
