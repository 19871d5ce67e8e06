package io.embed4j.encode.token.model;

import io.embed4j.encode.token.text.Text;

/** Cuts a word into tokens of a vocabulary. Thread-safe. */
public interface TokenModel {
  /** Adds the tokens of a part of a text that is not empty. */
  void tokenize(Text text, int from, int to, TokenList tokens);

  /** Returns the tokens by their ids. */
  Vocabulary vocabulary();
}
