package io.embed4j.neural.family;

import com.fasterxml.jackson.databind.JsonNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.neural.attention.Rope;

/**
 * How far queries and keys are turned, from {@code rope_theta} and {@code rope_scaling}, or from
 * {@code rope_parameters}, which newer files have in place of both.
 */
final class Ropes {
  private static final double BASE = 10_000;

  private Ropes() {}

  /**
   * Returns the turns of a whole head.
   *
   * @throws ModelFormatException if the scaling is neither absent nor linear
   */
  static Rope of(Config config, int headDim) {
    JsonNode parameters = config.json().path("rope_parameters");
    JsonNode scaling = parameters.isObject() ? parameters : config.json().path("rope_scaling");
    double base = parameters.path("rope_theta").asDouble(config.number("rope_theta", BASE));
    return scaled(scaling, headDim, base);
  }

  /** Returns the turns with a base and the scaling of {@code rope_scaling}. */
  static Rope scaled(JsonNode scaling, int headDim, double base) {
    String type = scaling.path("rope_type").asText(scaling.path("type").asText("default"));
    return switch (type) {
      case "default" -> new Rope(headDim, base, 1);
      case "linear" -> new Rope(headDim, base, scaling.path("factor").asDouble());
      default ->
          throw new ModelFormatException(
              "config.json: rope scaling " + type + " is not supported, only default and linear");
    };
  }
}
