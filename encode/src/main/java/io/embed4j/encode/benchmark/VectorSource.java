package io.embed4j.encode.benchmark;

import java.util.List;

/** Whatever makes vectors of texts. */
public interface VectorSource {
  /** What a text is for. */
  enum Role {
    /** One of two texts that are compared. */
    PLAIN,
    /** A question. */
    QUERY,
    /** What questions look for. */
    DOCUMENT
  }

  /** Returns a vector for each text, in their order, all of the same length. */
  List<float[]> vectors(List<String> texts, Role role);
}
