package io.embed4j.encode.token;

import java.util.OptionalInt;

/**
 * Turns text into the token ids that a model was trained with. Thread-safe. {@link Tokenizers}
 * reads one from the files beside a model.
 *
 * <p>Half a surrogate pair in a text counts as U+FFFD. Nothing is ever padded, whatever the files
 * say: that is the business of whoever puts texts into a batch.
 */
public interface Tokenizer {
  /** Returns the tokens of a text, with special tokens, at full length. */
  default Tokens encode(String text) {
    return encode(text, EncodeOptions.DEFAULT);
  }

  /** Returns the tokens of a text. */
  Tokens encode(String text, EncodeOptions options);

  /** Returns the tokens of two texts, with special tokens, at full length. */
  default Tokens encodePair(String first, String second) {
    return encodePair(first, second, EncodeOptions.DEFAULT);
  }

  /** Returns the tokens of two texts as one sequence. */
  Tokens encodePair(String first, String second, EncodeOptions options);

  /** Returns the number of tokens, the added ones included. */
  int vocabularySize();

  /** Returns the id of a token, if it is one. */
  OptionalInt id(String token);

  /**
   * Returns the token of an id.
   *
   * @throws IllegalArgumentException if there is none
   */
  String token(int id);

  /**
   * Returns the text that ids stand for, as far as it can be restored.
   *
   * @param ids tokens; special ones are left out
   */
  String decode(int... ids);

  /**
   * Returns how the files say that texts should be shortened, or {@link Truncation#NONE}. Often it
   * is what somebody needed once, not what the model can take: nothing here obeys it unasked.
   */
  Truncation suggestedTruncation();
}
