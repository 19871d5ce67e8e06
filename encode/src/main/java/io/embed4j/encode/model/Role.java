package io.embed4j.encode.model;

/** What a text is for; some models put another prompt in front of it, or take another way. */
public enum Role {
  /** Compared with texts of its own kind. */
  PLAIN,
  /** Asks for documents. */
  QUERY,
  /** Is searched for. */
  DOCUMENT
}
