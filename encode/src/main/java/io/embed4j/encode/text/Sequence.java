package io.embed4j.encode.text;

import io.embed4j.encode.token.Tokens;

/**
 * A text as the model takes it.
 *
 * @param tokens of the prompt and the text
 * @param skipped how many of the first tokens the pooling leaves out
 */
public record Sequence(Tokens tokens, int skipped) {
  /** Returns the number of tokens. */
  public int length() {
    return tokens.length();
  }
}
