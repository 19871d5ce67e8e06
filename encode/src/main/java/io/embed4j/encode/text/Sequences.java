package io.embed4j.encode.text;

import io.embed4j.encode.model.EncoderModel;
import io.embed4j.encode.token.EncodeOptions;
import io.embed4j.encode.token.Tokens;
import java.util.Locale;

/** Turns texts into what the model takes: prompt, case, tokens, limit of length. Thread-safe. */
public final class Sequences {
  private final EncoderModel model;
  private final EncodeOptions options;

  /** Makes sequences as a model wants them. */
  public Sequences(EncoderModel model) {
    this.model = model;
    this.options = EncodeOptions.DEFAULT.upTo(model.recipe().maxTokens());
  }

  /**
   * Returns the sequence of a text behind a prompt.
   *
   * @throws IllegalArgumentException if the text has no tokens
   */
  public Sequence of(String prompt, String text) {
    Tokens tokens = model.tokenizer().encode(lower(prompt + text), options);
    if (tokens.length() == 0) {
      throw new IllegalArgumentException(
          "the text \"%s\" has no tokens, and %s adds none: leave it out"
              .formatted(text.strip(), model.name()));
    }
    return new Sequence(tokens, skipped(prompt, tokens));
  }

  private String lower(String text) {
    return model.recipe().lowerCase() ? text.toLowerCase(Locale.ROOT) : text;
  }

  /** The tokens of the prompt, where they do not count, but for the one that ends a text. */
  private int skipped(String prompt, Tokens whole) {
    if (prompt.isEmpty() || model.recipe().pooling().includePrompt()) {
      return 0;
    }
    Tokens alone = model.tokenizer().encode(lower(prompt), options);
    int length = alone.length();
    boolean ends = length > 0 && alone.isSpecial(length - 1);
    return Math.min(ends ? length - 1 : length, whole.length() - 1);
  }
}
