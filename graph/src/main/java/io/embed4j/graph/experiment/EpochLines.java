package io.embed4j.graph.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run has noted after each epoch: lines of {@code metrics.jsonl}. A line that cannot be read
 * is counted and left out: a process that was killed may have left half a line.
 *
 * @param epochs the epochs in order; where a resumed run has repeated one, the later line
 * @param unreadable numbers of the lines that were left out, from 1
 */
record EpochLines(List<Epoch> epochs, List<Integer> unreadable) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * An epoch.
   *
   * @param number from 1
   * @param loss mean of a training triple and direction
   * @param seconds of training
   * @param validationMrr filtered, NaN if it was not due
   * @param validationSeconds of validation
   */
  record Epoch(
      int number, double loss, double seconds, double validationMrr, double validationSeconds) {}

  EpochLines {
    epochs = List.copyOf(epochs);
    unreadable = List.copyOf(unreadable);
  }

  /** Returns the log in a file; an empty one if there is no such file. */
  static EpochLines read(Path file) {
    if (!Files.exists(file)) {
      return new EpochLines(List.of(), List.of());
    }
    try {
      return parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EpochLines parse(Collection<String> lines) {
    SortedMap<Integer, Epoch> epochs = new TreeMap<>();
    List<Integer> unreadable = new ArrayList<>();
    int line = 0;
    for (String text : lines) {
      line++;
      JsonNode node = tree(text);
      if (node.path("epoch").isInt() && node.path("loss").isNumber()) {
        epochs.put(node.path("epoch").intValue(), epoch(node));
      } else if (!text.isBlank()) {
        unreadable.add(line);
      }
    }
    return new EpochLines(List.copyOf(epochs.values()), unreadable);
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) { // half a line
      return JSON.missingNode();
    }
  }

  private static Epoch epoch(JsonNode node) {
    return new Epoch(
        node.path("epoch").intValue(),
        node.path("loss").doubleValue(),
        node.path("seconds").asDouble(0),
        node.path("validationMrr").asDouble(Double.NaN),
        node.path("validationSeconds").asDouble(0));
  }
}
