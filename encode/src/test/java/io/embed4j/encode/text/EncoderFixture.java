package io.embed4j.encode.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One folder of {@code fixtures} that is a text encoder, and what a reference made of its inputs.
 */
record EncoderFixture(Path folder, JsonNode inputs, JsonNode expected) {
  /** Returns all of them in the folder that EMBED4J_FIXTURES names, or else in the repository. */
  static List<EncoderFixture> all() {
    String chosen = System.getenv("EMBED4J_FIXTURES");
    Path root =
        chosen == null || chosen.isBlank()
            ? Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures")
            : Path.of(chosen);
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("modules.json")))
          .filter(folder -> Files.exists(folder.resolve("expected.safetensors")))
          .sorted()
          .map(f -> new EncoderFixture(f, json(f, "inputs.json"), json(f, "expected.json")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(Path folder, String name) {
    try {
      return new ObjectMapper().readTree(folder.resolve(name).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the names of all cases. */
  List<String> cases() {
    List<String> names = new ArrayList<>();
    inputs.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Returns the texts of a case, if it has texts and no pairs of them. */
  Optional<List<String>> texts(String name) {
    JsonNode texts = inputs.path(name).path("texts");
    return texts.path(0).isTextual()
        ? Optional.of(
            StreamSupport.stream(texts.spliterator(), false).map(JsonNode::asText).toList())
        : Optional.empty();
  }

  /** Returns a table of whole numbers of a case. */
  List<int[]> table(String name, String key) {
    List<int[]> rows = new ArrayList<>();
    for (JsonNode row : inputs.path(name).path(key)) {
      rows.add(StreamSupport.stream(row.spliterator(), false).mapToInt(JsonNode::asInt).toArray());
    }
    return rows;
  }

  /** Returns a tensor of a case, if there is one of this name. */
  Optional<float[]> tensor(String name, String tensor) {
    SafetensorsFile file = SafetensorsFile.open(folder.resolve("expected.safetensors"));
    return file.info(name + "." + tensor)
        .map(TensorInfo::shape)
        .map(
            shape ->
                file.floats(
                    name + "." + tensor, shape.stream().mapToLong(Long::longValue).toArray()));
  }

  /** Fails unless {@code |found − expected| ≤ abs + rel · |expected|} for all elements. */
  void requireClose(float[] found, float[] all, int from, String what) {
    double abs = expected.at("/tolerance/abs").asDouble();
    double rel = expected.at("/tolerance/rel").asDouble();
    for (int i = 0; i < found.length; i++) {
      double reference = all[from + i];
      if (!(Math.abs(found[i] - reference) <= abs + rel * Math.abs(reference))) {
        throw new AssertionError(
            "%s of %s: element %d is %s, expected %s"
                .formatted(what, this, i, found[i], reference));
      }
    }
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
