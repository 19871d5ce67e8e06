package io.embed4j.encode.token.pipeline;

/**
 * A token that is looked for in the text itself, before a model cuts it.
 *
 * @param id the id
 * @param content what to look for
 * @param singleWord only where no word character stands beside it
 * @param leftStrip take white space before it along
 * @param rightStrip take white space behind it along
 * @param normalized look for its normalized form in the normalized text
 * @param special a token that is no part of the text's meaning, such as {@code [CLS]}
 */
public record AddedToken(
    int id,
    String content,
    boolean singleWord,
    boolean leftStrip,
    boolean rightStrip,
    boolean normalized,
    boolean special) {
  /** Returns a special token that is found wherever it is written as such. */
  public static AddedToken special(int id, String content) {
    return new AddedToken(id, content, false, false, false, false, true);
  }
}
