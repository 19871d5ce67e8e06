package io.embed4j.encode.benchmark.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.embed4j.core.error.DataFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Objects of JSON, one in a line or one in a file, whose faults are found at a line. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** Returns the object that a line is. */
  static JsonNode object(Line line) {
    try {
      JsonNode node = MAPPER.readTree(line.text());
      if (!node.isObject()) {
        throw line.fault("expected a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw failure(line, e);
    }
  }

  /** Returns the object that all lines together are. */
  static JsonNode object(List<Line> lines) {
    // Lines that were left out come back, so that the parser counts as an editor does.
    StringBuilder text = new StringBuilder();
    int number = 1;
    for (Line line : lines) {
      text.repeat('\n', line.number() - number).append(line.text());
      number = line.number();
    }
    return object(new Line(lines.getFirst().file(), 1, text.toString()));
  }

  private static DataFormatException failure(Line line, JsonProcessingException e) {
    var place = Optional.ofNullable(e.getLocation());
    int below = place.map(at -> at.getLineNr() - 1).orElse(0);
    int column = place.map(at -> at.getColumnNr()).orElse(1);
    DataFormatException failure =
        new Line(line.file(), line.number() + Math.max(0, below), "")
            .fault(Math.max(1, column), "no sound JSON: " + e.getOriginalMessage());
    failure.initCause(e);
    return failure;
  }

  /**
   * Returns a text of an object.
   *
   * @param line the line of the object, or the first of its file
   * @param where the object's place for messages, or ""
   */
  static String text(Line line, JsonNode object, String key, String where) {
    JsonNode value = object.path(key);
    if (!value.isTextual()) {
      throw line.fault(where + "expected a text under \"" + key + "\"");
    }
    return value.asText();
  }

  /** Returns an array of an object. */
  static JsonNode array(Line line, JsonNode object, String key, String where) {
    JsonNode value = object.path(key);
    if (!value.isArray()) {
      throw line.fault(where + "expected an array under \"" + key + "\"");
    }
    return value;
  }

  /** Returns an array of texts of an object. */
  static List<String> texts(Line line, JsonNode object, String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : array(line, object, key, "")) {
      if (!value.isTextual()) {
        throw line.fault("expected only texts under \"" + key + "\"");
      }
      texts.add(value.asText());
    }
    return texts;
  }
}
