package io.embed4j.core.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.format.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The metrics of a run, one JSON object a line. Not thread-safe. */
public final class MetricsLog {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path path;
  private final List<String> lines = new ArrayList<>();

  /**
   * Makes a log that starts with the lines of the file up to a count; what a killed run wrote after
   * it is dropped.
   *
   * @param key what counts, such as "epoch"
   */
  public MetricsLog(Path path, String key, long last) {
    this.path = path;
    if (!Files.exists(path)) {
      return;
    }
    try {
      for (String line : Files.readAllLines(path)) {
        if (count(line, key) <= last) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  /** The count of a line; a damaged line belongs to none that is kept. */
  private static long count(String line, String key) {
    try {
      JsonNode count = MAPPER.readTree(line).get(key);
      return count == null ? Long.MAX_VALUE : count.asLong();
    } catch (JsonProcessingException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Adds a line. */
  public void add(ObjectNode line) {
    lines.add(line.toString());
    AtomicFile.writeText(path, String.join("\n", lines) + "\n");
  }
}
