package io.embed4j.encode.token.train;

import java.lang.Character.UnicodeScript;

/**
 * Which neighbours may stand in one token: letters of the same script, or signs of no script, which
 * digits are among, as in SentencePiece. Marks go with anything.
 */
final class Scripts {
  /** What stands for the white space before a word. */
  static final int SPACE = '▁';

  private static final int LONG_VOWEL = 0x30FC; // written in words of kana, but of no script

  private Scripts() {}

  /** Returns whether a token may hold a code point directly before another one. */
  static boolean mayJoin(int before, int point) {
    if (point == SPACE) {
      return false;
    }
    UnicodeScript script = script(point);
    return before == SPACE
        || script == UnicodeScript.INHERITED
        || script(before) == UnicodeScript.INHERITED
        || script == script(before);
  }

  /** Returns the script, with kana as Chinese characters: Japanese words mix them. */
  private static UnicodeScript script(int point) {
    UnicodeScript script = UnicodeScript.of(point);
    boolean kana =
        script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA || point == LONG_VOWEL;
    return kana ? UnicodeScript.HAN : script;
  }
}
