package io.embed4j.encode.token.model;

import io.embed4j.encode.token.text.Text;

/** Each word is one token, or the unknown one. */
public final class WordLevel implements TokenModel {
  private final Vocabulary vocabulary;
  private final int unknown;

  /** A model. */
  public WordLevel(Vocabulary vocabulary, int unknown) {
    this.vocabulary = vocabulary;
    this.unknown = unknown;
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenList tokens) {
    int id = vocabulary.id(text.string(from, to)).orElse(unknown);
    tokens.add(id, text.start(from), text.end(to - 1));
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }
}
