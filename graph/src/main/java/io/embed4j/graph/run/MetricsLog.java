package io.embed4j.graph.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.format.AtomicFile;
import io.embed4j.graph.train.EpochReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The metrics of a run, one JSON object a line, one line an epoch. */
final class MetricsLog {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path path;
  private final List<String> lines = new ArrayList<>();

  /**
   * Makes a log that starts with the lines of the file up to an epoch; what a killed run wrote
   * after it is dropped.
   */
  MetricsLog(Path path, int epochs) {
    this.path = path;
    if (!Files.exists(path)) {
      return;
    }
    try {
      for (String line : Files.readAllLines(path)) {
        if (epoch(line) <= epochs) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** The epoch of a line; a damaged line belongs to none that is kept. */
  private static int epoch(String line) {
    try {
      JsonNode epoch = MAPPER.readTree(line).get("epoch");
      return epoch == null ? Integer.MAX_VALUE : epoch.asInt();
    } catch (JsonProcessingException e) {
      return Integer.MAX_VALUE;
    }
  }

  void add(EpochReport report) {
    ObjectNode json =
        MAPPER
            .createObjectNode()
            .put("epoch", report.epoch())
            .put("loss", report.loss())
            .put("penalty", report.penalty())
            .put("rateFactor", report.rateFactor())
            .put("triples", report.triples())
            .put("seconds", report.seconds());
    report.validationMrr().ifPresent(mrr -> json.put("validationMrr", mrr));
    if (report.validationMrr().isPresent()) {
      json.put("validationSeconds", report.validationSeconds());
    }
    lines.add(json.toString());
    AtomicFile.writeText(path, String.join("\n", lines) + "\n");
  }
}
