package io.embed4j.search.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.text.ModelFingerprint;
import java.util.Locale;
import java.util.Optional;

/**
 * A named vector that items of an index may have. Vectors are compared by cosine.
 *
 * @param name such as "text"
 * @param precision of the comparisons
 * @param firstPass how many of the first dimensions are compared in the first pass, for vectors
 *     that were trained for that (Kusupati et al.: Matryoshka Representation Learning, 2022); the
 *     dimension for all
 * @param model where its vectors come from; its {@code dim} is theirs
 */
public record VectorField(String name, Precision precision, int firstPass, ModelFingerprint model) {
  /** As many as Lucene's formats hold. */
  private static final int MOST_DIMENSIONS = 8192;

  public VectorField {
    if (!name.matches("[\\p{L}\\p{N}_.:-]+")) {
      throw new IllegalArgumentException(
          "name must be of letters, digits and _.:-, but is \"" + name + "\"");
    }
    if (model.dim() < 1 || model.dim() > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "dim must be from 1 to %d, but is %d".formatted(MOST_DIMENSIONS, model.dim()));
    }
    if (firstPass < 1 || firstPass > model.dim()) {
      throw new IllegalArgumentException(
          "firstPass must be from 1 to the dimension, %d, but is %d"
              .formatted(model.dim(), firstPass));
    }
  }

  /** Returns a field whose vectors are compared whole. */
  public static VectorField of(String name, Precision precision, ModelFingerprint model) {
    return new VectorField(name, precision, model.dim(), model);
  }

  /** Returns the length of the vectors. */
  public int dim() {
    return model.dim();
  }

  /** Returns whether there is a first pass over fewer dimensions. */
  public boolean hasFirstPass() {
    return firstPass < dim();
  }

  /**
   * Makes sure that vectors of a model may be compared with these.
   *
   * @throws ModelMismatchException if not; it says what differs
   */
  public void require(ModelFingerprint other) {
    var differences = model.differences(other, "in the index", "in the model");
    if (!differences.isEmpty()) {
      throw new ModelMismatchException(name, model.name(), other.name(), differences);
    }
  }

  ObjectNode json() {
    ObjectNode json = model.json();
    return json.put("field", name)
        .put("precision", precision.name().toLowerCase(Locale.ROOT))
        .put("first-pass", firstPass);
  }

  static Optional<VectorField> of(JsonNode json) {
    for (Precision precision : Precision.values()) {
      if (precision.name().equalsIgnoreCase(json.path("precision").asText())) {
        ModelFingerprint model = ModelFingerprint.of(json);
        int first = json.path("first-pass").asInt(model.dim());
        return Optional.of(new VectorField(json.path("field").asText(), precision, first, model));
      }
    }
    return Optional.empty();
  }
}
