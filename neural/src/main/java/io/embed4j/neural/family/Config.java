package io.embed4j.neural.family;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of a {@code config.json}.
 *
 * @param json the whole file
 */
record Config(JsonNode json) {
  /** Returns whether a setting is there and not null. */
  boolean has(String key) {
    return json.hasNonNull(key);
  }

  /**
   * Returns the settings of a part, such as one of two models.
   *
   * @throws ModelFormatException if there are none
   */
  Config part(String key) {
    return new Config(require(key));
  }

  /**
   * Returns positive whole numbers, or other ones where the setting is missing.
   *
   * @throws ModelFormatException if it is something else
   */
  List<Integer> counts(String key, List<Integer> otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    List<Integer> counts = new ArrayList<>();
    for (JsonNode each : json.get(key)) {
      counts.add(positive(key, each));
    }
    return counts;
  }

  /**
   * Returns a positive whole number.
   *
   * @throws ModelFormatException if it is missing or something else
   */
  int count(String key) {
    return positive(key, require(key));
  }

  private static int positive(String key, JsonNode value) {
    if (!value.canConvertToInt() || value.intValue() < 1) {
      throw new ModelFormatException(
          "config.json: " + key + " must be a positive whole number, but is " + value);
    }
    return value.intValue();
  }

  /** Returns a positive whole number, or another value where the setting is missing. */
  int count(String key, int otherwise) {
    return has(key) ? count(key) : otherwise;
  }

  /**
   * Returns a number.
   *
   * @throws ModelFormatException if it is missing or no number
   */
  double number(String key) {
    JsonNode value = require(key);
    if (!value.isNumber()) {
      throw new ModelFormatException("config.json: " + key + " must be a number, but is " + value);
    }
    return value.doubleValue();
  }

  /** Returns a number, or another value where the setting is missing. */
  double number(String key, double otherwise) {
    return has(key) ? number(key) : otherwise;
  }

  /**
   * Returns a string.
   *
   * @throws ModelFormatException if it is missing or no string
   */
  String text(String key) {
    JsonNode value = require(key);
    if (!value.isTextual()) {
      throw new ModelFormatException("config.json: " + key + " must be a string, but is " + value);
    }
    return value.textValue();
  }

  /** Returns a string, or another value where the setting is missing. */
  String text(String key, String otherwise) {
    return has(key) ? text(key) : otherwise;
  }

  /** Returns a truth value, or another one where the setting is missing. */
  boolean isTrue(String key, boolean otherwise) {
    return has(key) ? json.get(key).asBoolean() : otherwise;
  }

  /**
   * Refuses a setting that changes the arithmetic in a way that is not written.
   *
   * @param only the value that is supported; a missing setting means it
   */
  void requireOnly(String key, String only) {
    if (has(key) && !json.get(key).asText().equals(only)) {
      throw new ModelFormatException(
          "config.json: %s %s is not supported, only %s"
              .formatted(key, json.get(key).asText(), only));
    }
  }

  private JsonNode require(String key) {
    if (!has(key)) {
      throw new ModelFormatException("config.json: there is no " + key);
    }
    return json.get(key);
  }
}
