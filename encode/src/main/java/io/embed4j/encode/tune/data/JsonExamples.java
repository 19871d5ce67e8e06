package io.embed4j.encode.tune.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ErrorLog;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.UntrustedJson;
import io.embed4j.encode.tune.data.Columns.Meaning;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON lines, an object each, with keys such as {@code query}, {@code positive}, {@code
 * negative} or {@code negatives} (a text or a list), {@code score}.
 */
final class JsonExamples {
  private final String name;
  private final Targets targets;
  private final ErrorLog errors;

  JsonExamples(String name, Targets targets, ErrorLog errors) {
    this.name = name;
    this.targets = targets;
    this.errors = errors;
  }

  List<Example> read(BufferedReader in) throws IOException {
    List<Example> examples = new ArrayList<>();
    long number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (!line.isBlank()) {
        try {
          examples.add(example(line));
        } catch (FaultyLine e) {
          errors.add(name, number, 1, String.valueOf(e.getMessage()));
        }
      }
    }
    return examples;
  }

  private Example example(String line) {
    JsonNode node = parse(line);
    if (!node.isObject()) {
      throw new FaultyLine("expected a JSON object, found " + FaultyLine.shown(line));
    }
    Optional<String> first = Optional.empty();
    Optional<String> second = Optional.empty();
    Optional<String> target = Optional.empty();
    List<String> negatives = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      Optional<Meaning> meaning = Columns.meaning(entry.getKey());
      if (meaning.isPresent()) {
        JsonNode value = entry.getValue();
        switch (meaning.get()) {
          case FIRST -> first = Optional.of(text(entry.getKey(), value));
          case SECOND -> second = Optional.of(text(entry.getKey(), value));
          case TARGET -> target = Optional.of(value.asText());
          case NEGATIVE -> addTexts(entry.getKey(), value, negatives);
        }
      }
    }
    if (first.isEmpty() || second.isEmpty()) {
      throw new FaultyLine(
          "expected keys such as query and positive, or sentence1 and sentence2; found "
              + node.properties().stream().map(Map.Entry::getKey).toList());
    }
    double number = targets.wanted() ? targets.parse(target.orElse("")) : Double.NaN;
    return ExampleReader.checked(first.get(), second.get(), negatives, number, targets);
  }

  private static JsonNode parse(String line) {
    try {
      return UntrustedJson.read("the line", line.getBytes(StandardCharsets.UTF_8));
    } catch (ModelFormatException e) {
      throw new FaultyLine(String.valueOf(e.getMessage()));
    }
  }

  private static String text(String key, JsonNode value) {
    if (!value.isTextual()) {
      throw new FaultyLine("expected a text for " + key + ", found " + value.getNodeType());
    }
    return value.textValue();
  }

  private static void addTexts(String key, JsonNode value, List<String> texts) {
    if (value.isArray()) {
      value.forEach(item -> texts.add(text(key, item)));
    } else {
      texts.add(text(key, value));
    }
  }
}
