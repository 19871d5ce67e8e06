package io.embed4j.encode.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.UntrustedJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a run comes from.
 *
 * @param texts the files
 * @param model the folder or the name of the encoder that it began with; none if it made a new one
 * @param pairs the file that the encoder is tuned on at the end, if any
 * @param valid the file of pairs that it is measured on then
 * @param maxErrors faulty lines that were allowed
 * @param command what was typed
 * @param version of the program
 */
public record PretrainOrigin(
    List<String> texts,
    Optional<String> model,
    Optional<String> pairs,
    Optional<String> valid,
    long maxErrors,
    String command,
    String version) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FINGERPRINT = "fingerprint";

  void write(Path path, String fingerprint) {
    ObjectNode json = MAPPER.createObjectNode();
    ArrayNode files = json.putArray("texts");
    texts.forEach(files::add);
    model.ifPresent(name -> json.put("model", name));
    pairs.ifPresent(file -> json.put("pairs", file));
    valid.ifPresent(file -> json.put("valid", file));
    json.put("maxErrors", maxErrors).put(FINGERPRINT, fingerprint);
    json.put("command", command).put("version", version);
    AtomicFile.writeText(path, json.toPrettyString() + "\n");
  }

  /** Reads the origin of a run. */
  public static PretrainOrigin read(Path path) {
    JsonNode json = UntrustedJson.read(path);
    List<String> texts = new ArrayList<>();
    json.path("texts").forEach(file -> texts.add(file.asText()));
    return new PretrainOrigin(
        texts,
        Optional.ofNullable(json.path("model").textValue()),
        Optional.ofNullable(json.path("pairs").textValue()),
        Optional.ofNullable(json.path("valid").textValue()),
        json.path("maxErrors").asLong(),
        json.path("command").asText(),
        json.path("version").asText());
  }

  /** Returns the fingerprint of the texts of a run. */
  static String fingerprint(Path path) {
    return UntrustedJson.read(path).path(FINGERPRINT).asText();
  }
}
