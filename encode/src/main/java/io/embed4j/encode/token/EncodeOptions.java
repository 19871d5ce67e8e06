package io.embed4j.encode.token;

/**
 * How to encode a text.
 *
 * @param specialTokens whether the tokens are added that the model expects around a text
 * @param truncation how to shorten sequences that are too long
 */
public record EncodeOptions(boolean specialTokens, Truncation truncation) {
  /** With special tokens, at full length. */
  public static final EncodeOptions DEFAULT = new EncodeOptions(true, Truncation.NONE);

  /** Returns the same options, but without special tokens. */
  public EncodeOptions withoutSpecialTokens() {
    return new EncodeOptions(false, truncation);
  }

  /** Returns the same options with a limit of length; the longer text is cut first, at its end. */
  public EncodeOptions upTo(int maxLength) {
    return truncated(Truncation.to(maxLength));
  }

  /** Returns the same options with another way to shorten. */
  public EncodeOptions truncated(Truncation newTruncation) {
    return new EncodeOptions(specialTokens, newTruncation);
  }
}
