package io.embed4j.encode.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.UntrustedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of an encoder that are not weights. */
public final class EncoderSettings {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> KINDS = List.of(".json", ".txt", ".model", ".jinja");
  private static final String MODULES = "modules.json";
  private static final String TYPES = "sentence_transformers.models.";

  private EncoderSettings() {}

  /** Copies settings and tokenizer, and writes what sentence-transformers wants beside them. */
  static void copy(TrainableEncoder from, Path folder) {
    EncoderModel encoder = from.encoder();
    encoder
        .files()
        .forEach(
            (name, file) -> {
              if (isSetting(name)) {
                AtomicFile.writeBytes(folder.resolve(name), read(file));
              }
            });
    Path config = folder.resolve(from.inner()).resolve("config.json");
    AtomicFile.writeBytes(config, inFloat32(config));
    if (!encoder.files().containsKey(MODULES)) {
      writeModules(
          folder, encoder.recipe().pooling(), encoder.model().dim(), encoder.recipe().maxTokens());
    }
  }

  private static boolean isSetting(String name) {
    boolean index = name.endsWith(".index.json");
    return !index && KINDS.stream().anyMatch(name::endsWith);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The weights are written in float32, whatever they were stored in before. */
  private static byte[] inFloat32(Path file) {
    ObjectNode config = (ObjectNode) UntrustedJson.read(file.toString(), read(file));
    for (String key : List.of("torch_dtype", "dtype")) {
      if (config.has(key)) {
        config.put(key, "float32");
      }
    }
    return json(config);
  }

  /**
   * Writes what makes an encoder of a model at the top of a folder: {@code modules.json}, the
   * pooling, and the most tokens.
   *
   * @param dim of a token's vector
   */
  public static void writeModules(Path folder, Pooling pooling, int dim, int maxTokens) {
    ArrayNode modules = MAPPER.createArrayNode();
    modules.add(module(0, "Transformer", ""));
    modules.add(module(1, "Pooling", "1_Pooling"));
    AtomicFile.writeBytes(folder.resolve(MODULES), json(modules));
    ObjectNode ways = MAPPER.createObjectNode();
    ways.put("word_embedding_dimension", dim);
    RecipeReader.OLD_MODES.forEach((key, mode) -> ways.put(key, pooling.modes().contains(mode)));
    AtomicFile.writeBytes(folder.resolve("1_Pooling/config.json"), json(ways));
    ObjectNode limits = MAPPER.createObjectNode();
    limits.put("max_seq_length", maxTokens).put("do_lower_case", false);
    AtomicFile.writeBytes(folder.resolve("sentence_bert_config.json"), json(limits));
  }

  private static ObjectNode module(int number, String type, String path) {
    return MAPPER
        .createObjectNode()
        .put("idx", number)
        .put("name", Integer.toString(number))
        .put("path", path)
        .put("type", TYPES + type);
  }

  private static byte[] json(JsonNode node) {
    return (node.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
