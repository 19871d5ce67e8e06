package io.embed4j.neural.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.matrix.Matrix;
import io.embed4j.neural.block.TokenBatch;
import io.embed4j.neural.convolution.Grids;
import io.embed4j.neural.grid.GridBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** One folder of {@code fixtures} with a model of pictures, and perhaps one of text. */
public record GridFixture(Path folder, JsonNode config, JsonNode inputs, JsonNode expected) {
  /** Returns the folders of these names. */
  public static List<GridFixture> of(String... names) {
    return List.of(names).stream().map(TextFixture.root()::resolve).map(GridFixture::read).toList();
  }

  private static GridFixture read(Path folder) {
    return new GridFixture(
        folder, json(folder, "config"), json(folder, "inputs"), json(folder, "expected"));
  }

  static JsonNode json(Path folder, String name) {
    try {
      return new ObjectMapper().readTree(folder.resolve(name + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }

  /** Returns the names of all cases. */
  public List<String> cases() {
    List<String> cases = new ArrayList<>();
    inputs.fieldNames().forEachRemaining(cases::add);
    return cases;
  }

  /** Returns the pictures of a case. */
  public GridBatch batch(String name) {
    int[] shape = numbers(inputs.get(name).get("shape"));
    String place = inputs.get(name).get("pixel_values").asText(); // file:tensor
    int colon = place.indexOf(':');
    String tensor = place.substring(colon + 1);
    SafetensorsFile file = SafetensorsFile.open(folder.resolve(place.substring(0, colon)));
    float[] values = file.floats(tensor, shape[0], shape[1], shape[2], shape[3]);
    return new GridBatch(places(values, shape), Grids.of(shape[0], shape[2], shape[3]));
  }

  private static int[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
  }

  /** Returns the texts of a case with their padding, as the reference had them. */
  public TokenBatch texts(String name) {
    List<int[]> rows = new ArrayList<>();
    inputs.get(name).get("input_ids").forEach(row -> rows.add(numbers(row)));
    return TokenBatch.of(rows);
  }

  /** Returns places × channels of images × channels × height × width. */
  static Matrix places(float[] values, int[] shape) {
    int channels = shape[1];
    int places = shape[2] * shape[3];
    Matrix x = Matrix.zeros(shape[0] * places, channels);
    for (int i = 0; i < values.length; i++) {
      int row = i / (channels * places) * places + i % places;
      x.data()[row * channels + i / places % channels] = values[i];
    }
    return x;
  }

  /** Returns whether a case has a tensor. */
  public boolean has(String name, String tensor) {
    return expectedFile().names().contains(name + "." + tensor);
  }

  /** Returns the names of a case's tensors, without the case. */
  public List<String> tensors(String name) {
    return expectedFile().names().stream()
        .filter(tensor -> tensor.startsWith(name + "."))
        .map(tensor -> tensor.substring(name.length() + 1))
        .toList();
  }

  private SafetensorsFile expectedFile() {
    return SafetensorsFile.open(folder.resolve("expected.safetensors"));
  }

  /** Fails unless a matrix is within the folder's tolerance of a tensor of a case. */
  public void requireClose(String name, String tensor, Matrix actual) {
    SafetensorsFile file = expectedFile();
    long[] shape =
        file.info(name + "." + tensor).orElseThrow().shape().stream()
            .mapToLong(Long::longValue)
            .toArray();
    float[] right = file.floats(name + "." + tensor, shape);
    if (right.length != actual.rows() * actual.columns()) {
      throw new AssertionError(
          "%s %s.%s has %d elements, not %d"
              .formatted(this, name, tensor, right.length, actual.rows() * actual.columns()));
    }
    double abs = expected.get("tolerance").get("abs").asDouble();
    double rel = expected.get("tolerance").get("rel").asDouble();
    int places = shape.length == 4 ? (int) (shape[2] * shape[3]) : 1;
    int channels = shape.length == 4 ? (int) shape[1] : actual.columns();
    Matrix wanted =
        shape.length == 4
            ? places(right, new int[] {(int) shape[0], channels, (int) shape[2], (int) shape[3]})
            : Matrix.of(right, right.length / channels, channels);
    for (int i = 0; i < wanted.rows(); i++) {
      for (int j = 0; j < channels; j++) {
        double tolerance = abs + rel * Math.abs(wanted.at(i, j));
        if (!(Math.abs(actual.at(i, j) - wanted.at(i, j)) <= tolerance)) {
          throw new AssertionError(
              "%s %s.%s (%d, %d) is %s, expected %s (%d places)"
                  .formatted(this, name, tensor, i, j, actual.at(i, j), wanted.at(i, j), places));
        }
      }
    }
  }
}
