package io.embed4j.graph.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.format.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Results as files, one JSON object each, in a folder such as {@code experiments/results}. */
public final class ResultFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SUFFIX = ".json";

  private ResultFile() {}

  /** Returns the file that a result of this name has in a folder. */
  public static Path path(Path folder, String name) {
    return folder.resolve(name + SUFFIX);
  }

  /** Writes a result, in one step, in place of an earlier one of the same name. */
  public static void write(Path folder, Result result) {
    AtomicFile.writeText(path(folder, result.name()), text(result));
  }

  /** Returns a result; {@link DataFormatException} says what is wrong with the file. */
  public static Result read(Path file) {
    try {
      return result(JSON.readTree(Files.readString(file)));
    } catch (JsonProcessingException e) {
      throw new DataFormatException(file + ": not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new DataFormatException(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the results of a folder, by name; none if there is no such folder. */
  public static List<Result> readAll(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .sorted()
          .map(ResultFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the JSON object of a result. */
  public static ObjectNode json(Result result) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", result.name())
        .put("kind", result.kind())
        .put("data", result.data())
        .put("model", result.model());
    ObjectNode metrics = node.putObject("metrics");
    result.metrics().forEach(metrics::put);
    result
        .peer()
        .ifPresentOrElse(
            peer ->
                node.putObject("peer")
                    .put("name", peer.name())
                    .put("figure", peer.figure())
                    .put("source", peer.source()),
            () -> node.putNull("peer"));
    return node.put("command", result.command())
        .put("seed", result.seed())
        .put("cores", result.cost().cores())
        .put("wallSeconds", result.cost().wallSeconds())
        .put("peakMemoryBytes", result.cost().peakMemoryBytes())
        .put("commit", result.commit());
  }

  private static String text(Result result) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
    try {
      return JSON.writer(printer).writeValueAsString(json(result)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree always has a text", e);
    }
  }

  private static Result result(JsonNode node) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry :
        field(node, "metrics", JsonNodeType.OBJECT).properties()) {
      metrics.put(entry.getKey(), number(node.path("metrics"), entry.getKey()));
    }
    return new Result(
        text(node, "name"),
        text(node, "kind"),
        text(node, "data"),
        text(node, "model"),
        metrics,
        peer(node),
        text(node, "command"),
        field(node, "seed", JsonNodeType.NUMBER).longValue(),
        new Result.Cost(
            field(node, "cores", JsonNodeType.NUMBER).intValue(),
            number(node, "wallSeconds"),
            field(node, "peakMemoryBytes", JsonNodeType.NUMBER).longValue()),
        text(node, "commit"));
  }

  private static Optional<Result.Peer> peer(JsonNode node) {
    if (node.path("peer").isNull()) {
      return Optional.empty();
    }
    JsonNode peer = field(node, "peer", JsonNodeType.OBJECT);
    return Optional.of(
        new Result.Peer(text(peer, "name"), number(peer, "figure"), text(peer, "source")));
  }

  private static String text(JsonNode node, String key) {
    return field(node, key, JsonNodeType.STRING).textValue();
  }

  private static double number(JsonNode node, String key) {
    return field(node, key, JsonNodeType.NUMBER).doubleValue();
  }

  private static JsonNode field(JsonNode node, String key, JsonNodeType type) {
    JsonNode field = node.path(key);
    if (field.getNodeType() != type) {
      throw new IllegalArgumentException(
          key + ": expected " + name(type) + ", found " + name(field.getNodeType()));
    }
    return field;
  }

  private static String name(JsonNodeType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
