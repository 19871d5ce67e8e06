package io.embed4j.core.text;

import java.util.List;

/** Turns texts into vectors of one length. Implementations are thread-safe. */
public interface Encoder {
  /** Returns what decides the vectors; reading all files of a model, it may take a while. */
  ModelFingerprint fingerprint();

  /** Returns the vector of a question. */
  float[] encodeQuery(String text);

  /** Returns the vectors of what questions look for, in the order of the texts. */
  List<float[]> encodeDocuments(List<String> texts);

  /**
   * Returns a vector for each part of a text that is read as a whole, so that the parts know of
   * each other (late chunking).
   *
   * @throws IllegalArgumentException if a part lies behind what the model can take
   */
  List<float[]> chunks(String document, List<Span> spans);

  /** Returns where the tokens of a text stand, special ones left out, in ascending order. */
  List<Span> tokens(String text);

  /** Returns the most tokens of a document that the model sees, special ones left out. */
  int maxDocumentTokens();
}
