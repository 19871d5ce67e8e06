package io.embed4j.graph.reason.calibrate;

import java.util.Locale;

/** Where false triples come from. */
public enum Negatives {
  /** True triples with an entity replaced at random. */
  CORRUPTED,
  /** Triples that somebody knows to be false. */
  GIVEN;

  /** Returns the name in files, such as "given". */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
