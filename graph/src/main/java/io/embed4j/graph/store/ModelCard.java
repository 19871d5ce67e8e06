package io.embed4j.graph.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.ConfigException;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.Interactions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON file that describes a model: what it is, how it was made, and the checksums of the files
 * beside it. It holds a checksum of itself, so that a changed digit is noticed too.
 *
 * @param graph which graph
 * @param formula which model
 * @param config settings of the training run
 * @param metrics figures it reached
 * @param files what the other files must be, by name
 */
record ModelCard(
    GraphSize graph,
    Formula formula,
    ObjectNode config,
    ObjectNode metrics,
    Map<String, Checksums.Expected> files) {
  /**
   * The graph that the model was made from.
   *
   * @param name its name
   * @param entities number of entities
   * @param relations number of relations
   */
  record GraphSize(String name, int entities, int relations) {}

  /**
   * What the tables mean.
   *
   * @param interaction the formula with its hyperparameters
   * @param dim embedding dimension
   * @param reciprocal whether each relation has a second row for its inverse
   */
  record Formula(Interaction interaction, int dim, boolean reciprocal) {}

  static final String FORMAT = "embed4j-kge";
  static final int VERSION = 1;

  private static final String CHECKSUM = "checksum";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  String toText() {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION);
    root.putObject("graph")
        .put("name", graph.name())
        .put("entities", graph.entities())
        .put("relations", graph.relations());
    ObjectNode model = root.putObject("model");
    model.put("name", Interactions.of(formula.interaction()).name());
    ObjectNode settings = model.putObject("settings");
    new TreeMap<>(formula.interaction().settings()).forEach(settings::put);
    model.put("dim", formula.dim()).put("reciprocal", formula.reciprocal());
    root.set("config", config);
    root.set("metrics", metrics);
    ObjectNode sums = root.putObject("files");
    files.forEach(
        (name, sum) ->
            sums.putObject(name).put("bytes", sum.sizeBytes()).put("sha256", sum.sha256()));
    root.put(CHECKSUM, checksum(root));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree always has a text", e);
    }
  }

  /** Returns the checksum of a card's compact text without its checksum. */
  private static String checksum(ObjectNode root) {
    ObjectNode content = root.deepCopy();
    content.remove(CHECKSUM);
    return Checksums.of(content.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a card and checks all that can be checked without the other files. */
  static ModelCard parse(Path path, byte[] text) {
    ObjectNode root = root(path, text);
    requireVersion(path, root);
    if (!string(path, root, "/" + CHECKSUM).equals(checksum(root))) {
      throw new ModelFormatException(
          path + ": damaged or edited: its contents do not give its checksum");
    }
    Map<String, Checksums.Expected> files = new TreeMap<>();
    for (String name :
        object(path, root, "/files").propertyStream().map(Map.Entry::getKey).toList()) {
      files.put(
          name,
          new Checksums.Expected(
              node(path, root, "/files/" + name + "/bytes", JsonNodeType.NUMBER).asLong(),
              string(path, root, "/files/" + name + "/sha256")));
    }
    return new ModelCard(
        new GraphSize(
            string(path, root, "/graph/name"),
            number(path, root, "/graph/entities"),
            number(path, root, "/graph/relations")),
        formula(path, root),
        object(path, root, "/config"),
        object(path, root, "/metrics"),
        files);
  }

  private static ObjectNode root(Path path, byte[] text) {
    try {
      if (JSON.readTree(text) instanceof ObjectNode root) {
        return root;
      }
    } catch (IOException e) {
      throw new ModelFormatException(
          path + ": damaged or truncated: no sound JSON: " + e.getMessage());
    }
    throw new ModelFormatException(path + ": not a model card: it must be a JSON object");
  }

  private static void requireVersion(Path path, ObjectNode root) {
    if (!root.path("format").asText().equals(FORMAT)) {
      throw new ModelFormatException(
          path + ": not a model card: \"format\" must be \"" + FORMAT + "\"");
    }
    int version = number(path, root, "/version");
    if (version != VERSION) {
      throw new ModelFormatException(
          path
              + ": is of format version "
              + version
              + ", but this program reads version "
              + VERSION
              + (version > VERSION ? "; use a newer program" : "; train the model again"));
    }
  }

  private static Formula formula(Path path, ObjectNode root) {
    Map<String, String> settings = new TreeMap<>();
    object(path, root, "/model/settings")
        .propertyStream()
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
    int dim = number(path, root, "/model/dim");
    boolean reciprocal = node(path, root, "/model/reciprocal", JsonNodeType.BOOLEAN).asBoolean();
    try {
      String name = string(path, root, "/model/name");
      return new Formula(Interactions.create(name, dim, settings), dim, reciprocal);
    } catch (ConfigException | NotFoundException e) {
      throw new ModelFormatException(path + ": " + e.getMessage());
    }
  }

  private static String string(Path path, ObjectNode root, String pointer) {
    return node(path, root, pointer, JsonNodeType.STRING).asText();
  }

  private static int number(Path path, ObjectNode root, String pointer) {
    JsonNode node = node(path, root, pointer, JsonNodeType.NUMBER);
    if (!node.canConvertToInt() || node.asInt() < 0) {
      throw new ModelFormatException(path + ": " + pointer + " is out of range: " + node);
    }
    return node.asInt();
  }

  private static ObjectNode object(Path path, ObjectNode root, String pointer) {
    return (ObjectNode) node(path, root, pointer, JsonNodeType.OBJECT);
  }

  private static JsonNode node(Path path, ObjectNode root, String pointer, JsonNodeType type) {
    JsonNode node = root.at(pointer);
    if (node.getNodeType() != type) {
      throw new ModelFormatException(
          path
              + ": "
              + pointer
              + " must be "
              + type.name().toLowerCase(Locale.ROOT)
              + ", but is "
              + (node.isMissingNode() ? "missing" : node.toString()));
    }
    return node;
  }
}
