package io.embed4j.encode.token.pipeline;

import io.embed4j.encode.token.Truncation;
import io.embed4j.encode.token.model.TokenList;

/** Cuts one or two lists of tokens down to a length. */
final class Shortening {
  private Shortening() {}

  /**
   * Shortens the lists in place and returns how many tokens went.
   *
   * @param lists one list or two
   * @param limit the most tokens of both together
   */
  static int apply(TokenList[] lists, int limit, Truncation truncation) {
    int total = 0;
    for (TokenList list : lists) {
      total += list.count();
    }
    int excess = total - limit;
    if (excess <= 0) {
      return 0;
    }
    switch (truncation.strategy()) {
      case LONGEST_FIRST -> longestFirst(lists, limit, truncation);
      case ONLY_FIRST -> only(lists, 0, excess, truncation);
      case ONLY_SECOND -> only(lists, 1, excess, truncation);
    }
    return excess;
  }

  private static void longestFirst(TokenList[] lists, int limit, Truncation truncation) {
    if (lists.length == 1) {
      cut(lists[0], limit, truncation);
      return;
    }
    int first = lists[0].count();
    int second = lists[1].count();
    int shorter = Math.min(first, second);
    int longer = shorter > limit ? shorter : Math.max(shorter, limit - shorter);
    if (shorter + longer > limit) {
      shorter = limit / 2;
      longer = shorter + limit % 2;
    }
    cut(lists[0], first > second ? longer : shorter, truncation);
    cut(lists[1], first > second ? shorter : longer, truncation);
  }

  private static void only(TokenList[] lists, int which, int excess, Truncation truncation) {
    if (which >= lists.length) {
      throw new IllegalArgumentException(
          "strategy must not be " + truncation.strategy() + " where there is one text only");
    }
    int left = lists[which].count() - excess;
    if (left <= 0) {
      throw new IllegalArgumentException(
          "maxLength must leave room for the text that "
              + truncation.strategy()
              + " keeps, but is "
              + truncation.maxLength());
    }
    cut(lists[which], left, truncation);
  }

  private static void cut(TokenList list, int length, Truncation truncation) {
    if (length < list.count()) {
      int from = truncation.side() == Truncation.Side.LEFT ? list.count() - length : 0;
      list.keep(from, from + length);
    }
  }
}
