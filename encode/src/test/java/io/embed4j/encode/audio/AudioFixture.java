package io.embed4j.encode.audio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.format.SafetensorsFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * One folder of {@code fixtures} with a model of sounds, and what a reference made of its inputs.
 */
public record AudioFixture(Path folder, JsonNode inputs) {
  public static AudioFixture of(String name) {
    String chosen = System.getenv("EMBED4J_FIXTURES");
    Path root =
        chosen == null || chosen.isBlank()
            ? Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures")
            : Path.of(chosen);
    Path folder = root.resolve(name);
    try {
      return new AudioFixture(
          folder, new ObjectMapper().readTree(folder.resolve("inputs.json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the files of a case. */
  public List<Path> files(String name) {
    List<Path> files = new ArrayList<>();
    for (JsonNode file : inputs.get(name).get("audio")) {
      files.add(folder.resolve(file.asText()).normalize());
    }
    return files;
  }

  /** Returns the sounds of a case. */
  public List<Sound> sounds(String name) {
    return files(name).stream().map(file -> WavFile.read(file, 60)).toList();
  }

  /** Returns all features of a case. */
  public float[] features(String name) {
    String tensor = inputs.get(name).has("input_values") ? "input_values" : "input_features";
    return tensor("inputs", name + "." + tensor);
  }

  /** Returns where one of the features of a sound stands among all; rows are those of its grid. */
  public int place(String name, int sound, int row, int channel) {
    int[] shape =
        StreamSupport.stream(inputs.get(name).get("shape").spliterator(), false)
            .mapToInt(JsonNode::asInt)
            .toArray();
    int each = IntStream.of(shape).skip(1).reduce(1, (a, b) -> a * b);
    int last = shape[shape.length - 1];
    int place =
        switch (String.valueOf(folder.getFileName())) {
          case "whisper-encoder" -> channel * last + row; // mels × frames
          case "ast" -> row % shape[1] * last + row / shape[1]; // frames × mels
          default -> row * (shape.length == 2 ? 1 : last) + channel;
        };
    return sound * each + place;
  }

  /** Returns a tensor that must come out. */
  public float[] expected(String name, String tensor) {
    return tensor("expected", name + "." + tensor);
  }

  private float[] tensor(String file, String name) {
    SafetensorsFile tensors = SafetensorsFile.open(folder.resolve(file + ".safetensors"));
    long[] shape =
        tensors.info(name).orElseThrow().shape().stream().mapToLong(Long::longValue).toArray();
    return tensors.floats(name, shape);
  }
}
