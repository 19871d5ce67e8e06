package io.embed4j.graph.reason.recommend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.graph.data.KnowledgeGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** An audience beside the model that it belongs to, as JSON; docs/formats.md has the keys. */
public final class AudienceFile {
  /** The file in a model folder. */
  public static final String NAME = "audience.json";

  static final String FORMAT = "embed4j-audience";
  static final int VERSION = 1;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AudienceFile() {}

  /** Writes an audience into the folder of its model, in place of an earlier one. */
  public static void write(Path modelFolder, Audience audience) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION).put("items", audience.items());
    ArrayNode users = root.putArray("rated");
    for (int[] items : audience.rated()) {
      ArrayNode list = users.addArray();
      Arrays.stream(items).forEach(list::add);
    }
    AtomicFile.writeText(modelFolder.resolve(NAME), root + "\n");
  }

  /**
   * Returns the audience of a model.
   *
   * @throws ModelFormatException if there is none, it is damaged, of another version or of another
   *     model
   */
  public static Audience read(Path modelFolder, KnowledgeGraph graph) {
    Path path = modelFolder.resolve(NAME);
    if (!Files.exists(path)) {
      throw new ModelFormatException(
          modelFolder
              + ": this model recommends nothing: "
              + NAME
              + " is missing; make one with: embed4j kg recommend train");
    }
    try {
      JsonNode root = JSON.readTree(Files.readString(path));
      if (!root.path("format").asText().equals(FORMAT) || root.path("version").asInt() != VERSION) {
        throw new ModelFormatException(
            "%s: format and version must be %s and %d".formatted(path, FORMAT, VERSION));
      }
      int items = root.path("items").asInt();
      int[][] rated =
          root.path("rated").valueStream().map(AudienceFile::ints).toArray(int[][]::new);
      Audience audience = new Audience(items, rated);
      boolean sound =
          Arrays.stream(rated).flatMapToInt(Arrays::stream).allMatch(i -> i >= 0 && i < items);
      if (!sound) {
        throw new ModelFormatException(path + ": damaged: a user has rated what is no item");
      }
      audience.require(graph);
      return audience;
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(path + ": no sound JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("cannot read " + path + ": " + e, e));
    }
  }

  private static int[] ints(JsonNode list) {
    return list.valueStream().mapToInt(JsonNode::asInt).toArray();
  }
}
