package io.embed4j.neural.family;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.convolution.BatchNorm;
import io.embed4j.neural.convolution.Convolution;
import io.embed4j.neural.convolution.Window;
import io.embed4j.neural.layer.Embedding;
import io.embed4j.neural.layer.LayerNorm;
import io.embed4j.neural.layer.Linear;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.layer.Parameter.Form;
import io.embed4j.neural.layer.Parameter.Part;
import io.embed4j.neural.layer.RmsNorm;
import io.embed4j.neural.weights.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Optional<Map<String, Parameter>> kept;

  private Checkpoint(Weights weights, String prefix, Optional<Map<String, Parameter>> kept) {
    this.weights = weights;
    this.prefix = prefix;
    this.kept = kept;
  }

  /** Returns the whole of a checkpoint, for layers that cannot be trained. */
  static Checkpoint of(Weights weights) {
    return new Checkpoint(weights, "", Optional.empty());
  }

  /** Returns the whole of a checkpoint, for layers whose parameters are kept. */
  static Checkpoint forTraining(Weights weights) {
    return new Checkpoint(weights, "", Optional.of(new LinkedHashMap<>()));
  }

  /** Returns the parameters of all layers so far, in the order in which they were made. */
  List<Parameter> parameters() {
    return kept.map(map -> List.copyOf(map.values())).orElseGet(List::of);
  }

  /**
   * Returns the part of a checkpoint in which a weight has this name.
   *
   * @throws ModelFormatException if there is none
   */
  Checkpoint around(String anchor) {
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
    return new Checkpoint(weights, found.substring(0, found.length() - anchor.length()), kept);
  }

  /** Returns the weights whose names begin with {@code more}. */
  Checkpoint at(String more) {
    return new Checkpoint(weights, prefix + more, kept);
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
    List<Part> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < names.length; i++) {
      float[] part = floats(names[i] + ".bias", outputs[i]);
      System.arraycopy(part, 0, bias, start, part.length);
      start += part.length;
      parts.add(new Part(prefix + names[i] + ".bias", List.of(outputs[i]), Form.PLAIN));
    }
    return product(inputs, outputs, keep(Parameter.of(parts, bias)), names);
  }

  /**
   * Returns layers of as many outputs each as one product, where some have no bias, which is 0.
   *
   * @throws ModelFormatException if the layers are to be trained
   */
  Linear joinedPartlyBiased(int inputs, int outputs, String... names) {
    if (kept.isPresent()) {
      throw new ModelFormatException(
          "the model cannot be trained: %s has a bias, but not all of %s"
              .formatted(prefix + names[0], List.of(names)));
    }
    float[] bias = new float[names.length * outputs];
    for (int i = 0; i < names.length; i++) {
      if (has(names[i] + ".bias")) {
        System.arraycopy(floats(names[i] + ".bias", outputs), 0, bias, i * outputs, outputs);
      }
    }
    int[] each = IntStream.generate(() -> outputs).limit(names.length).toArray();
    return product(inputs, each, Parameter.constant(bias), names);
  }

  /** Returns layers without biases as one product, their outputs one after the other. */
  Linear joinedWithoutBias(int inputs, int[] outputs, String... names) {
    return product(inputs, outputs, Parameter.constant(), names);
  }

  private Linear product(int inputs, int[] outputs, Parameter bias, String... names) {
    Matrix weight = stacked(inputs, outputs, names);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      List<Integer> shape = List.of(outputs[i], inputs);
      parts.add(new Part(prefix + names[i] + ".weight", shape, Form.PLAIN));
    }
    return linear(weight, bias, parts);
  }

  /** Returns a layer with bias whose weight is stored as inputs × outputs: GPT-2. */
  Linear transposedLinear(String name, int inputs, int outputs) {
    Matrix weight = Matrix.of(floats(name + ".weight", inputs, outputs), inputs, outputs);
    Part part = new Part(prefix + name + ".weight", List.of(inputs, outputs), Form.TRANSPOSED);
    return linear(weight.transposed(), vector(name + ".bias", outputs), List.of(part));
  }

  /** Returns a layer whose weight and bias have names of their own. */
  Linear linearOf(String weight, String bias, int inputs, int outputs) {
    return linearOf(weight, vector(bias, outputs), inputs, outputs);
  }

  /** Returns a layer without bias whose weight has a name of its own. */
  Linear linearOf(String weight, int inputs, int outputs) {
    return linearOf(weight, Parameter.constant(), inputs, outputs);
  }

  private Linear linearOf(String weight, Parameter bias, int inputs, int outputs) {
    Part part = new Part(prefix + weight, List.of(outputs, inputs), Form.PLAIN);
    return linear(weights.matrix(prefix + weight, outputs, inputs), bias, List.of(part));
  }

  /**
   * Returns a convolution with bias.
   *
   * @param channels of x
   */
  Convolution convolution(String name, Window window, int groups, int channels, int outputs) {
    Parameter bias = vector(name + ".bias", outputs);
    return convolution(name + ".weight", window, groups, channels, outputs, bias);
  }

  /** Returns a convolution without bias. */
  Convolution convolutionWithoutBias(String name, Window window, int channels, int outputs) {
    return convolution(name + ".weight", window, 1, channels, outputs, Parameter.constant());
  }

  private Convolution convolution(
      String name, Window window, int groups, int channels, int outputs, Parameter bias) {
    List<Long> stored = weights.shape(prefix + name);
    int places = window.places();
    boolean line = stored.size() == 3; // outputs × channels × places
    List<Integer> shape =
        line
            ? List.of(outputs, channels / groups, places)
            : List.of(outputs, channels / groups, window.down().size(), window.across().size());
    float[] values = floats(name, shape.stream().mapToLong(Integer::longValue).toArray());
    return convolution(name, values, shape, window, groups, bias);
  }

  private Convolution convolution(
      String name, float[] values, List<Integer> shape, Window window, int groups, Parameter bias) {
    int outputs = shape.getFirst();
    float[] last = channelsLast(values, shape.get(1), window.places());
    if (kept.isEmpty()) {
      Matrix rows = Matrix.of(last, outputs, last.length / outputs);
      return Convolution.of(window, groups, rows, bias.values());
    }
    Part part = new Part(prefix + name, shape, Form.CHANNELS_LAST);
    Parameter weight = keep(Parameter.of(List.of(part), last));
    return Convolution.of(window, groups, weight, outputs, bias);
  }

  /**
   * Returns a convolution along lines whose weight is stored as g v / ‖v‖ for each place of the
   * window, the norm over all outputs and channels: Salimans, Kingma: Weight Normalization, 2016.
   * Training changes and saves the product, under the name of a weight without norm.
   */
  Convolution weightNormConvolution(
      String name, Window window, int groups, int channels, int outputs) {
    if (has(name + ".weight")) {
      return convolution(name, window, groups, channels, outputs);
    }
    boolean old = has(name + ".weight_g");
    String parts = name + ".parametrizations.weight.original";
    int places = window.places();
    float[] g = floats(old ? name + ".weight_g" : parts + 0, 1, 1, places);
    float[] v = floats(old ? name + ".weight_v" : parts + 1, outputs, channels / groups, places);
    double[] squares = new double[places];
    for (int i = 0; i < v.length; i++) {
      squares[i % places] += (double) v[i] * v[i];
    }
    for (int i = 0; i < v.length; i++) {
      v[i] *= (float) (g[i % places] / Math.sqrt(squares[i % places]));
    }
    List<Integer> shape = List.of(outputs, channels / groups, places);
    Parameter bias = vector(name + ".bias", outputs);
    return convolution(name + ".weight", v, shape, window, groups, bias);
  }

  private static float[] channelsLast(float[] values, int channels, int places) {
    float[] last = new float[values.length];
    for (int i = 0; i < last.length; i++) {
      int output = i / (places * channels);
      last[i] = values[(output * channels + i % channels) * places + i / channels % places];
    }
    return last;
  }

  /** Returns a batch norm; training leaves its running mean and variance to itself. */
  BatchNorm batchNorm(String name, int dim, double epsilon, double momentum) {
    Parameter mean = vector(name + ".running_mean", dim);
    Parameter variance = vector(name + ".running_var", dim);
    mean.freeze();
    variance.freeze();
    return new BatchNorm(
        vector(name + ".weight", dim),
        vector(name + ".bias", dim),
        mean,
        variance,
        (float) epsilon,
        (float) momentum);
  }

  /** Returns a layer with what training needs, or without. */
  private Linear linear(Matrix weight, Parameter bias, List<Part> parts) {
    if (kept.isEmpty()) {
      return Linear.of(weight, bias.values());
    }
    Matrix rows = Matrix.zeros(weight.rows(), weight.columns());
    for (int i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < rows.columns(); j++) {
        rows.data()[i * rows.rowStride() + j] = weight.at(i, j);
      }
    }
    return Linear.of(keep(Parameter.of(parts, rows.data())), rows.rows(), bias);
  }

  /** Returns the parameter, or the one that another layer has made of the same tensor. */
  private Parameter keep(Parameter parameter) {
    return kept.map(map -> map.computeIfAbsent(parameter.name(), name -> parameter))
        .orElse(parameter);
  }

  /** Returns weights one below the other, in the layout in which the file has them. */
  private Matrix stacked(int inputs, int[] outputs, String... names) {
    List<Matrix> parts = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      parts.add(weights.matrix(prefix + names[i] + ".weight", outputs[i], inputs));
    }
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    int rows = IntStream.of(outputs).sum();
    boolean turned = parts.getFirst().columnStride() != 1;
    Matrix whole = turned ? Matrix.zeros(inputs, rows).transposed() : Matrix.zeros(rows, inputs);
    int start = 0;
    for (Matrix part : parts) {
      copy(part, whole.rowRange(start, start + part.rows()));
      start += part.rows();
    }
    return whole;
  }

  private static void copy(Matrix from, Matrix to) {
    if (to.columnStride() != 1) {
      copy(from.transposed(), to.transposed());
      return;
    }
    for (int i = 0; i < to.rows(); i++) {
      int start = to.offset() + i * to.rowStride();
      if (from.columnStride() == 1) {
        int at = from.offset() + i * from.rowStride();
        System.arraycopy(from.data(), at, to.data(), start, to.columns());
      } else {
        for (int j = 0; j < to.columns(); j++) {
          to.data()[start + j] = from.at(i, j);
        }
      }
    }
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
    return new RmsNorm(keep(Parameter.of(List.of(part), gamma)), (float) epsilon);
  }

  /** Returns a table of as many rows as the checkpoint has. */
  Embedding embedding(String name, int dim) {
    int rows = Math.toIntExact(weights.shape(prefix + name + ".weight").getFirst());
    return Embedding.of(matrix(name + ".weight", rows, dim), rows, dim);
  }

  /** Returns a matrix that is no layer's weight, such as that of a relative bias. */
  Parameter matrix(String name, int rows, int columns) {
    return keep(Parameter.of(prefix + name, floats(name, rows, columns), rows, columns));
  }

  /** Returns a tensor that is no layer's weight, such as that of a class token. */
  Parameter tensor(String name, Integer... shape) {
    float[] values = floats(name, Arrays.stream(shape).mapToLong(Integer::longValue).toArray());
    return keep(Parameter.of(prefix + name, values, shape));
  }

  /** Returns tensors of the same shape as one parameter, one after the other. */
  Parameter tensors(List<String> names, Integer... shape) {
    long[] lengths = Arrays.stream(shape).mapToLong(Integer::longValue).toArray();
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    float[] values = new float[names.size() * size];
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      System.arraycopy(floats(names.get(i), lengths), 0, values, i * size, size);
      parts.add(new Part(prefix + names.get(i), List.of(shape), Form.PLAIN));
    }
    return keep(Parameter.of(parts, values));
  }

  /** Returns a vector that is no layer's bias. */
  Parameter vector(String name, int length) {
    return keep(Parameter.of(prefix + name, floats(name, length), length));
  }
}
