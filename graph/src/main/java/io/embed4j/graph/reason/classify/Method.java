package io.embed4j.graph.reason.classify;

import java.util.Locale;

/** Ways to predict the types of entities. */
public enum Method {
  /** A linear classifier on the relations that an entity has, as head and as tail: no vectors. */
  SIGNATURE("relations it has (baseline)"),
  /** A linear classifier on entity vectors. */
  VECTORS("vectors, linear"),
  /** The types of the entities whose vectors are nearest. */
  NEIGHBOURS("vectors, nearest neighbours"),
  /** "has type" as one more relation of the graph, trained with the settings of the run. */
  RELATION("has-type as a relation"),
  /** A linear classifier on entity vectors and relations together. */
  BOTH("vectors and relations, linear");

  private final String words;

  Method(String words) {
    this.words = words;
  }

  /** Returns what it is called in texts. */
  public String words() {
    return words;
  }

  /** Returns what it is called in files and options. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
