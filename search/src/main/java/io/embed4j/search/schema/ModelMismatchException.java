package io.embed4j.search.schema;

import java.util.List;

/** Vectors of one model were to be compared with vectors of another. */
public final class ModelMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ModelMismatchException(String field, String indexed, String other, List<String> differences) {
    super(
        "the vectors \"%s\" of this index come from %s, and not from this %s; %s. Use the model of"
                .formatted(field, indexed, other, String.join("; ", differences))
            + " the index, or make a new index");
  }
}
