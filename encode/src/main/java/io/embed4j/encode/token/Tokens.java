package io.embed4j.encode.token;

/**
 * The tokens of one text, or of two as one sequence. All arrays have the same length and belong to
 * the caller.
 *
 * @param ids the ids of the tokens
 * @param typeIds which part of the input each token is of, as the model's token types count them
 * @param texts the text that each token is of: 0 the first, 1 the second, −1 a special token that
 *     the tokenizer added
 * @param starts where each token begins in its text, in UTF-16 units; 0 for special tokens
 * @param ends where each token ends in its text, in UTF-16 units; 0 for special tokens
 * @param truncated how many tokens were cut off to keep the sequence short
 */
public record Tokens(
    int[] ids, int[] typeIds, int[] texts, int[] starts, int[] ends, int truncated) {
  /** Returns the number of tokens. */
  public int length() {
    return ids.length;
  }

  /** Returns whether the tokenizer added a token that is not in any text. */
  public boolean isSpecial(int index) {
    return texts[index] < 0;
  }
}
