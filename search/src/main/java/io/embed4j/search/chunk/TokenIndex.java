package io.embed4j.search.chunk;

import io.embed4j.core.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the tokens of a text stand. */
final class TokenIndex {
  private final String text;
  private final List<Span> tokens;
  private final int[] starts;

  TokenIndex(String text, List<Span> tokens) {
    this.text = text;
    this.tokens = tokens;
    this.starts = tokens.stream().mapToInt(Span::start).toArray();
  }

  String text() {
    return text;
  }

  /** Returns the number of tokens that begin in a part. */
  int count(int start, int end) {
    return firstFrom(end) - firstFrom(start);
  }

  /** The number of tokens that begin before a place. */
  private int firstFrom(int place) {
    int low = Arrays.binarySearch(starts, place);
    if (low < 0) {
      return -low - 1;
    }
    while (low > 0 && starts[low - 1] == place) { // several tokens may begin in one letter
      low--;
    }
    return low;
  }

  /** Returns the words: tokens with nothing between them are one, but for Chinese letters. */
  List<Span> words(Span span) {
    List<Integer> cuts = new ArrayList<>();
    for (int i = Math.max(1, firstFrom(span.start())); i < firstFrom(span.end()); i++) {
      int start = starts[i];
      boolean gap = tokens.get(i - 1).end() < start;
      boolean letters =
          Character.isIdeographic(text.codePointAt(start))
              || Character.isIdeographic(text.codePointBefore(start));
      if (start > span.start() && (gap || letters)) {
        cuts.add(start);
      }
    }
    return pieces(span, cuts);
  }

  /** Returns the tokens; what no token covers goes with the one before. */
  List<Span> tokens(Span span) {
    List<Integer> cuts = new ArrayList<>();
    for (int i = firstFrom(span.start()); i < firstFrom(span.end()); i++) {
      boolean letter = starts[i] > 0 && Character.isLowSurrogate(text.charAt(starts[i]));
      if (starts[i] > span.start() && !letter) {
        cuts.add(starts[i]);
      }
    }
    return pieces(span, cuts);
  }

  private List<Span> pieces(Span span, List<Integer> cuts) {
    List<Span> pieces = new ArrayList<>();
    int from = span.start();
    for (int cut : cuts) {
      Blocks.trimmed(text, from, cut).ifPresent(pieces::add);
      from = cut;
    }
    Blocks.trimmed(text, from, span.end()).ifPresent(pieces::add);
    return pieces;
  }
}
