package io.embed4j.graph.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.core.format.SafetensorsFile;
import io.embed4j.core.format.SafetensorsWriter;
import io.embed4j.core.format.Tensor;
import io.embed4j.core.format.TensorInfo;
import io.embed4j.core.table.EmbeddingTable;
import io.embed4j.graph.train.Snapshot;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A {@link Snapshot} as a safetensors file: its tables as F32 tensors under their names, its
 * counters as JSON in the metadata under "counters". Replaced as a whole: a killed process leaves
 * the old one or the new one.
 */
final class CheckpointFile {
  private static final String FORMAT = "embed4j-checkpoint-1";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CheckpointFile() {}

  static void write(Path path, Snapshot snapshot) {
    SafetensorsWriter writer =
        new SafetensorsWriter()
            .metadata("format", FORMAT)
            .metadata("counters", json(snapshot.counters()).toString());
    snapshot
        .tables()
        .forEach(
            (name, table) ->
                writer.add(name, Tensor.of(table.data(), table.rows(), table.width())));
    AtomicFile.write(path, writer);
  }

  static Snapshot read(Path path) {
    SafetensorsFile file = SafetensorsFile.open(path);
    if (!FORMAT.equals(file.metadata().get("format"))) {
      throw new ModelFormatException(
          path + ": format must be " + FORMAT + ", but is " + file.metadata().get("format"));
    }
    Map<String, EmbeddingTable> tables = new LinkedHashMap<>();
    for (String name : file.names()) {
      TensorInfo info = file.info(name).orElseThrow();
      int rows = Math.toIntExact(info.shape().get(0));
      int width = Math.toIntExact(info.shape().get(1));
      tables.put(name, new EmbeddingTable(rows, width, file.floats(name, rows, width)));
    }
    return new Snapshot(counters(path, file.metadata().getOrDefault("counters", "{}")), tables);
  }

  private static ObjectNode json(Snapshot.Counters c) {
    return MAPPER
        .createObjectNode()
        .put("epoch", c.epoch())
        .put("batch", c.batch())
        .put("step", c.step())
        .put("epochLoss", c.epochLoss())
        .put("epochPenalty", c.epochPenalty())
        .put("epochTriples", c.epochTriples())
        .put("epochSeconds", c.epochSeconds())
        .put("trainSeconds", c.trainSeconds())
        .put("plateauFactor", c.plateauFactor())
        .put("plateauBest", c.plateauBest())
        .put("plateauBad", c.plateauBad())
        .put("hasBest", c.hasBest())
        .put("bestMrr", c.bestMrr())
        .put("bestEpoch", c.bestEpoch())
        .put("validationsSinceBest", c.validationsSinceBest());
  }

  private static Snapshot.Counters counters(Path path, String text) {
    JsonNode json = parse(path, text);
    return new Snapshot.Counters(
        number(path, json, "epoch").asInt(),
        number(path, json, "batch").asInt(),
        number(path, json, "step").asLong(),
        number(path, json, "epochLoss").asDouble(),
        number(path, json, "epochPenalty").asDouble(),
        number(path, json, "epochTriples").asLong(),
        number(path, json, "epochSeconds").asDouble(),
        number(path, json, "trainSeconds").asDouble(),
        number(path, json, "plateauFactor").asDouble(),
        number(path, json, "plateauBest").asDouble(),
        number(path, json, "plateauBad").asInt(),
        number(path, json, "hasBest").asBoolean(),
        number(path, json, "bestMrr").asDouble(),
        number(path, json, "bestEpoch").asInt(),
        number(path, json, "validationsSinceBest").asInt());
  }

  private static JsonNode parse(Path path, String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ModelFormatException(
          path + ": the counters are no JSON: " + e.getOriginalMessage());
    }
  }

  private static JsonNode number(Path path, JsonNode json, String name) {
    JsonNode value = json.get(name);
    if (value == null) {
      throw new ModelFormatException(path + ": the counters have no " + name);
    }
    return value;
  }
}
