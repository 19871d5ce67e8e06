package io.embed4j.encode.token.split;

import io.embed4j.encode.token.text.Pieces;
import io.embed4j.encode.token.text.Points;

/**
 * Cuts at the matches of a pattern.
 *
 * @param finder the pattern
 * @param behavior what becomes of the matches
 * @param inverted whether what lies between matches counts as the match
 */
public record PatternSplit(Finder finder, Behavior behavior, boolean inverted)
    implements PreTokenizer {
  /** Returns a split that drops white space. */
  public static PatternSplit whiteSpace() {
    return new PatternSplit(Finder.points(Points::isWhiteSpace), Behavior.REMOVED, false);
  }

  /** Returns a split at punctuation, as BERT understands it. */
  public static PatternSplit punctuation(Behavior behavior) {
    return new PatternSplit(Finder.points(Points::isPunctuation), behavior, false);
  }

  /** Returns a split at numbers: each for itself, or runs. */
  public static PatternSplit digits(Behavior behavior) {
    return new PatternSplit(Finder.points(Points::isNumber), behavior, false);
  }

  @Override
  public Pieces split(Pieces pieces) {
    Matches matches = new Matches();
    return pieces.cut(
        (text, from, to, cut) -> {
          finder.find(text, from, to, matches);
          if (inverted) {
            matches.invert();
          }
          behavior.cut(matches, cut);
        });
  }
}
