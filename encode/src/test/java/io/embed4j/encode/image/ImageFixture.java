package io.embed4j.encode.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One folder of {@code fixtures} with a model of pictures. */
record ImageFixture(Path folder, JsonNode inputs, JsonNode expected) {
  private static final Path ROOT =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures");

  static ImageFixture of(String name) {
    Path folder = ROOT.resolve(name);
    return new ImageFixture(folder, json(folder, "inputs"), json(folder, "expected"));
  }

  private static JsonNode json(Path folder, String name) {
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

  /** Returns the cases whose pictures are files. */
  List<String> cases() {
    List<String> cases = new ArrayList<>();
    inputs.properties().stream()
        .filter(entry -> entry.getValue().has("images"))
        .forEach(entry -> cases.add(entry.getKey()));
    return cases;
  }

  List<Path> files(String name) {
    List<Path> files = new ArrayList<>();
    inputs.get(name).get("images").forEach(file -> files.add(folder.resolve(file.asText())));
    return files;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    inputs.get(name).get("texts").forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Returns a tensor of bytes, images × channels × height × width. */
  byte[] bytes(String tensor) {
    Path file = folder.resolve("inputs.safetensors");
    TensorInfo info = SafetensorsFile.open(file).info(tensor).orElseThrow();
    try {
      byte[] whole = Files.readAllBytes(file);
      long header = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
      int start = (int) (8 + header + info.begin());
      return Arrays.copyOfRange(whole, start, start + (int) (info.end() - info.begin()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns images × channels × height × width. */
  float[] input(String tensor) {
    return floats("inputs.safetensors", tensor);
  }

  float[] expected(String tensor) {
    return floats("expected.safetensors", tensor);
  }

  private float[] floats(String file, String tensor) {
    SafetensorsFile open = SafetensorsFile.open(folder.resolve(file));
    long[] shape =
        open.info(tensor).orElseThrow().shape().stream().mapToLong(Long::longValue).toArray();
    return open.floats(tensor, shape);
  }

  void requireClose(float[] actual, float[] right, int at, String where) {
    for (int i = 0; i < actual.length; i++) {
      double tolerance = expected.get("tolerance").get("abs").asDouble();
      if (!(Math.abs(actual[i] - right[at + i]) <= tolerance)) {
        throw new AssertionError(
            "%s %s %d is %s, expected %s".formatted(this, where, i, actual[i], right[at + i]));
      }
    }
  }
}
