package io.embed4j.encode.tune;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.UntrustedJson;
import io.embed4j.encode.tune.data.Example;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a run comes from.
 *
 * @param model the folder or the name of the encoder that was tuned
 * @param pairs the file it is tuned on
 * @param valid the file it is measured on
 * @param teacher the folder or the name of the encoder that it learns from
 * @param maxErrors faulty lines that were allowed
 * @param command what was typed
 * @param version of the program
 */
public record TuneOrigin(
    String model,
    String pairs,
    Optional<String> valid,
    Optional<String> teacher,
    long maxErrors,
    String command,
    String version) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FINGERPRINT = "fingerprint";

  /** Returns a text that differs, but for chance, if any example or the order of two differs. */
  static String fingerprint(List<Example> examples) {
    long hash = examples.size();
    for (Example example : examples) {
      hash = mixed(hash, example.first());
      hash = mixed(hash, example.second());
      for (String negative : example.negatives()) {
        hash = mixed(hash, negative);
      }
      hash = mix(hash + Double.doubleToLongBits(example.target()));
    }
    return "%016x".formatted(hash);
  }

  private static long mixed(long hash, String text) {
    long mixed = mix(hash + text.length());
    for (int i = 0; i < text.length(); i++) {
      mixed = mix(mixed + text.charAt(i));
    }
    return mixed;
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 32)) * 0xD6E8FEB86659FD93L;
    return x ^ (x >>> 32);
  }

  void write(Path path, String fingerprint) {
    ObjectNode json = MAPPER.createObjectNode().put("model", model).put("pairs", pairs);
    valid.ifPresent(file -> json.put("valid", file));
    teacher.ifPresent(name -> json.put("teacher", name));
    json.put("maxErrors", maxErrors).put(FINGERPRINT, fingerprint);
    json.put("command", command).put("version", version);
    AtomicFile.writeText(path, json.toPrettyString() + "\n");
  }

  /** Reads the origin of a run. */
  public static TuneOrigin read(Path path) {
    JsonNode json = UntrustedJson.read(path);
    return new TuneOrigin(
        json.path("model").asText(),
        json.path("pairs").asText(),
        Optional.ofNullable(json.path("valid").textValue()),
        Optional.ofNullable(json.path("teacher").textValue()),
        json.path("maxErrors").asLong(),
        json.path("command").asText(),
        json.path("version").asText());
  }

  /** Returns the fingerprint of the pairs of a run. */
  static String fingerprint(Path path) {
    return UntrustedJson.read(path).path(FINGERPRINT).asText();
  }
}
