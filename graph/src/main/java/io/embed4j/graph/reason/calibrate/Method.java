package io.embed4j.graph.reason.calibrate;

import java.util.Locale;

/** How curves are fitted. */
public enum Method {
  /** A logistic curve for each relation, drawn towards that of all relations. */
  PLATT,
  /**
   * The same, bent by one rising function that all relations share: any shape, but it wants many
   * triples.
   */
  ISOTONIC;

  /** Returns the name in files and on the command line, such as "platt". */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
