package io.embed4j.neural.weights;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.UntrustedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tensors spread over several files; an index says which file has which tensor.
 *
 * <pre>
 *   {"metadata": {…}, "weight_map": {"embed_tokens.weight": "model-00001-of-00002.safetensors", …}}
 * </pre>
 *
 * <p>Every file is opened with the index, so that a download that lacks one is noticed at once. A
 * shard must lie beside its index.
 */
final class ShardedWeights implements Weights {
  /** How the name of an index ends. */
  static final String INDEX = ".index.json";

  private static final long MAX_INDEX_BYTES = 32 << 20;

  private final Path index;
  private final Map<String, Weights> shards;

  private ShardedWeights(Path index, Map<String, Weights> shards) {
    this.index = index;
    this.shards = shards;
  }

  /**
   * Opens an index and all its files.
   *
   * @throws ModelFormatException if one is missing or damaged, or lacks a tensor of the index
   */
  static ShardedWeights open(Path index) {
    JsonNode map = json(index).path("weight_map");
    if (!map.isObject()) {
      throw new ModelFormatException(index + ": weight_map must be an object of names and files");
    }
    Map<String, Weights> files = new HashMap<>();
    Map<String, Weights> shards = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      String name = entry.getKey();
      Path file = shard(index, name, entry.getValue());
      Weights shard = files.computeIfAbsent(file.toString(), _ -> WeightFiles.openFile(file));
      if (!shard.names().contains(name)) {
        throw new ModelFormatException(
            file + ": there is no tensor " + name + ", though " + index + " says so");
      }
      shards.put(name, shard);
    }
    return new ShardedWeights(index, Collections.unmodifiableMap(shards));
  }

  @Override
  public Set<String> names() {
    return shards.keySet();
  }

  @Override
  public List<Long> shape(String name) {
    return shard(name).shape(name);
  }

  @Override
  public float[] floats(String name, long... shape) {
    return shard(name).floats(name, shape);
  }

  private Weights shard(String name) {
    Weights shard = shards.get(name);
    if (shard == null) {
      throw TensorChecks.missing(index.toString(), name, names());
    }
    return shard;
  }

  private static JsonNode json(Path index) {
    try {
      if (Files.size(index) > MAX_INDEX_BYTES) {
        throw new ModelFormatException(
            index + ": an index of more than " + MAX_INDEX_BYTES + " bytes is absurd");
      }
      return UntrustedJson.read(index + ": the index", Files.readAllBytes(index));
    } catch (NoSuchFileException e) {
      throw new ModelFormatException(index + ": there is no such file");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + index, e);
    }
  }

  /** An index is not trusted: it could name any file of the machine, or itself. */
  private static Path shard(Path index, String name, JsonNode file) {
    String text = file.asText();
    if (!file.isTextual()
        || !text.matches("[\\w.-]+")
        || text.startsWith(".")
        || text.endsWith(INDEX)) {
      throw new ModelFormatException(
          index + ": tensor " + name + " must be in a file beside the index, but is in " + file);
    }
    return index.resolveSibling(text);
  }
}
