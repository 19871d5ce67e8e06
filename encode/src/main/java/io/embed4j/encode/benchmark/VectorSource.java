package io.embed4j.encode.benchmark;

import java.util.List;

/** What is measured: turns texts into vectors. */
public interface VectorSource {
  /** What a text is for; encoders may put another prompt before it for each role. */
  enum Role {
    /** Asks for documents. */
    QUERY,
    /** Is searched for. */
    DOCUMENT,
    /** Is compared with texts of its own kind. */
    PLAIN
  }

  /**
   * Returns one vector a text, in the order of the texts, all of one length and finite. They need
   * not have unit length: all comparisons are by cosine.
   */
  List<float[]> vectors(List<String> texts, Role role);
}
