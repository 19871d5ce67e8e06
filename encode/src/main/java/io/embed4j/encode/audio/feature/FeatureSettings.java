package io.embed4j.encode.audio.feature;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;

/**
 * The content of a {@code preprocessor_config.json}.
 *
 * @param file for messages
 */
record FeatureSettings(String file, JsonNode json) {
  /** Returns a positive whole number, or another one where the setting is missing. */
  int count(String key, int otherwise) {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.canConvertToInt() || value.intValue() < 1) {
      throw new ModelFormatException(
          "%s: %s must be a positive whole number, but is %s".formatted(file, key, value));
    }
    return value.intValue();
  }

  /** Returns a number, or another one where the setting is missing. */
  double number(String key, double otherwise) {
    return json.hasNonNull(key) ? json.get(key).asDouble() : otherwise;
  }

  /** Returns a truth value, or another one where the setting is missing. */
  boolean isTrue(String key, boolean otherwise) {
    return json.hasNonNull(key) ? json.get(key).asBoolean() : otherwise;
  }

  /** Returns a string, or another one where the setting is missing. */
  String text(String key, String otherwise) {
    return json.path(key).asText(otherwise);
  }
}
