package io.embed4j.neural.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.Tensor;
import io.embed4j.neural.layer.Parameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the training step of a fixture must give: its folder {@code train}. */
record ReferenceStep(JsonNode expected, SafetensorsFile tensors, List<Parameter> parameters) {
  static ReferenceStep of(Path folder, List<Parameter> parameters) {
    Path train = folder.resolve("train");
    try {
      return new ReferenceStep(
          new ObjectMapper().readTree(train.resolve("expected.json").toFile()),
          SafetensorsFile.open(train.resolve("expected.safetensors")),
          parameters);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  double tolerance(String of) {
    return expected.get("tolerance").get(of).asDouble();
  }

  /** Fails unless the gradients, and the lengths of all of them, are those of the reference. */
  void requireGradients() {
    requireClose("gradient.", parts(Parameter::gradient), tolerance("gradient_abs"));
    requireNorms(parts(Parameter::gradient));
  }

  /** Fails unless the values are those of the reference after a step. */
  void requireValuesAfterStep() {
    requireClose("after_one_step.", parts(Parameter::values), tolerance("weights_after_step_abs"));
  }

  private interface Numbers {
    float[] of(Parameter parameter);
  }

  /** Returns the numbers of each tensor of the checkpoint. */
  private Map<String, float[]> parts(Numbers numbers) {
    Map<String, float[]> parts = new HashMap<>();
    for (Parameter parameter : parameters) {
      Parameter.of(parameter.parts(), numbers.of(parameter))
          .tensors()
          .forEach((name, tensor) -> parts.put(name, ((Tensor.Floats) tensor).data()));
    }
    return parts;
  }

  private void requireClose(String prefix, Map<String, float[]> actual, double tolerance) {
    List<String> names = tensors.names().stream().filter(name -> name.startsWith(prefix)).toList();
    assertThat(names).hasSizeGreaterThan(5);
    for (String name : names) {
      String tensor = name.substring(prefix.length()).replaceFirst("\\.rows$", "");
      long[] shape = tensors.info(name).orElseThrow().shape().stream().mapToLong(n -> n).toArray();
      float[] right = tensors.floats(name, shape);
      float[] all = Objects.requireNonNull(actual.get(tensor));
      float[] rows = name.endsWith(".rows") ? storedRows(all, (int) shape[1]) : all;
      for (int i = 0; i < right.length; i++) {
        assertThat(rows[i]).as(name + " " + i).isCloseTo(right[i], within((float) tolerance));
      }
    }
  }

  private float[] storedRows(float[] table, int dim) {
    JsonNode stored = expected.get("word_embedding_rows");
    float[] rows = new float[stored.size() * dim];
    for (int i = 0; i < stored.size(); i++) {
      System.arraycopy(table, stored.get(i).asInt() * dim, rows, i * dim, dim);
    }
    return rows;
  }

  private void requireNorms(Map<String, float[]> gradients) {
    JsonNode norms = expected.get("gradient_l2_norms_float64");
    assertThat(norms.size()).isGreaterThan(30);
    norms
        .properties()
        .forEach(
            entry -> {
              double sum = 0;
              for (float g : Objects.requireNonNull(gradients.get(entry.getKey()))) {
                sum += (double) g * g;
              }
              assertThat(Math.sqrt(sum))
                  .as(entry.getKey())
                  .isCloseTo(entry.getValue().asDouble(), within(2e-6));
            });
  }
}
