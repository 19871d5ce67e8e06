package io.embed4j.graph.model;

import io.embed4j.core.error.ConfigException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a model is made from: the embedding dimension and the hyperparameters as written in a
 * configuration file.
 *
 * @param dim embedding dimension
 * @param values hyperparameters by key, such as "norm" to "l1"; those left out take defaults
 */
public record ModelSettings(int dim, Map<String, String> values) {
  /** Key of the comparison of a model that offers several: l1, l2, squared-l2 or modulus. */
  static final String NORM = "norm";

  /** Key of the dimension of relations where it may differ from that of entities. */
  static final String RELATION_DIM = "relation-dim";

  public ModelSettings {
    if (dim < 1) {
      throw new ConfigException("dim must be positive, but is " + dim);
    }
    values = Map.copyOf(values);
  }

  /** Returns the setting "norm", or {@code standard} if it is left out. */
  public Comparison norm(Comparison standard) {
    String value = values.getOrDefault(NORM, standard.key());
    return Arrays.stream(Comparison.values())
        .filter(comparison -> comparison.key().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    NORM
                        + " must be one of "
                        + Arrays.stream(Comparison.values())
                            .map(Comparison::key)
                            .collect(Collectors.joining(", "))
                        + ", but is "
                        + value));
  }

  /** Returns the setting "relation-dim", or {@link #dim} if it is left out. */
  public int relationDim() {
    String value = values.getOrDefault(RELATION_DIM, Integer.toString(dim));
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new ConfigException(RELATION_DIM + " must be a whole number, but is " + value);
    }
  }
}
