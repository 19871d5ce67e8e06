package io.embed4j.encode.benchmark;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.model.Role;
import io.embed4j.encode.text.Encoding;
import io.embed4j.encode.text.TextEncoder;
import java.util.List;

/** What is measured: turns texts into vectors. */
public interface VectorSource {
  /**
   * Returns one vector a text, in the order of the texts, all of one length and finite. They need
   * not have unit length: all comparisons are by cosine.
   */
  List<float[]> vectors(List<String> texts, Role role);

  /** Returns an encoder as a source. */
  static VectorSource of(TextEncoder encoder) {
    return (texts, role) ->
        encoder.encodings(texts, role, Progress.NONE).stream().map(Encoding::vector).toList();
  }
}
