package io.embed4j.encode.token.normalize;

import io.embed4j.encode.token.text.Text;

/** Changes a text before it is cut into pieces. Thread-safe. */
@FunctionalInterface
public interface Normalizer {
  /** A normalizer that leaves each text as it is. */
  Normalizer NONE = text -> {};

  /** Changes a text in place. */
  void normalize(Text text);
}
