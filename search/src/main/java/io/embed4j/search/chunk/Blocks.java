package io.embed4j.search.chunk;

import io.embed4j.core.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paragraphs and lines of texts. */
final class Blocks {
  private static final Pattern BLANK_LINE = Pattern.compile("\\R[ \\t]*\\R\\s*");
  private static final Pattern LINE_END = Pattern.compile("\\R");

  private Blocks() {}

  /** Returns what lies between blank lines. */
  static List<Span> paragraphs(String text, Span span) {
    return between(BLANK_LINE, text, span);
  }

  /** Returns the lines that are not blank. */
  static List<Span> lines(String text, Span span) {
    return between(LINE_END, text, span);
  }

  private static List<Span> between(Pattern separator, String text, Span span) {
    Matcher matcher = separator.matcher(text).region(span.start(), span.end());
    List<Span> pieces = new ArrayList<>();
    int from = span.start();
    while (matcher.find()) {
      trimmed(text, from, matcher.start()).ifPresent(pieces::add);
      from = matcher.end();
    }
    trimmed(text, from, span.end()).ifPresent(pieces::add);
    return pieces;
  }

  /** Returns a part of a text without blanks at its ends, if anything is left. */
  static Optional<Span> trimmed(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return start < end ? Optional.of(new Span(start, end)) : Optional.empty();
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
