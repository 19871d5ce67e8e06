package io.embed4j.search.query;

import io.embed4j.core.text.Span;
import io.embed4j.search.lucene.Fields;
import io.embed4j.search.lucene.TextAnalyzer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * The part of a text that shows best why it was found.
 *
 * @param passage as much of the text as was asked for, where most of the words are
 * @param words the question's words in it, counted from the start of the text, ascending and apart
 */
public record Highlights(Span passage, List<Span> words) {
  /**
   * Looks for the words of a question.
   *
   * @param text not empty
   * @param length of the passage, in UTF-16 units; a little less, so that words stay whole
   */
  public static Highlights of(String text, String question, int length) {
    List<Span> words = words(text, WordSearch.distinct(question));
    Span passage = passage(text, words, length);
    return new Highlights(
        passage,
        words.stream()
            .filter(word -> word.start() >= passage.start() && word.end() <= passage.end())
            .toList());
  }

  private static List<Span> words(String text, Set<String> terms) {
    List<Span> found = new ArrayList<>();
    try (TextAnalyzer analyzer = new TextAnalyzer();
        TokenStream tokens = analyzer.tokenStream(Fields.TEXT, text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      OffsetAttribute place = tokens.addAttribute(OffsetAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        if (terms.contains(term.toString())) {
          add(found, new Span(place.startOffset(), place.endOffset()));
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Pairs of Chinese letters overlap: they become one. */
  private static void add(List<Span> found, Span word) {
    if (!found.isEmpty() && word.start() < found.getLast().end()) {
      Span last = found.removeLast();
      found.add(new Span(last.start(), Math.max(last.end(), word.end())));
    } else {
      found.add(word);
    }
  }

  /** The window that begins a little before a word, and holds the most letters of words. */
  private static Span passage(String text, List<Span> words, int length) {
    if (text.length() <= length || words.isEmpty()) {
      return trimmed(text, 0, Math.min(length, text.length()));
    }
    int best = 0;
    int bestLetters = -1;
    for (Span first : words) {
      int start = Math.max(0, Math.min(first.start() - length / 5, text.length() - length));
      int letters =
          words.stream()
              .filter(word -> word.start() >= start && word.end() <= start + length)
              .mapToInt(Span::length)
              .sum();
      if (letters > bestLetters) {
        best = start;
        bestLetters = letters;
      }
    }
    return trimmed(text, best, Math.min(text.length(), best + length));
  }

  /** Moves both ends inwards to the nearest gap between words, if there is one near. */
  private static Span trimmed(String text, int from, int to) {
    int reach = (to - from) / 8;
    int start = from;
    if (from > 0) {
      while (start < from + reach && !isGap(text, start)) {
        start++;
      }
      start = start == from + reach ? from : start;
    }
    int end = to;
    if (to < text.length()) {
      while (end > to - reach && !isGap(text, end)) {
        end--;
      }
      end = end == to - reach ? to : end;
    }
    return new Span(start, Math.max(end, start + 1));
  }

  private static boolean isGap(String text, int at) {
    return Character.isWhitespace(text.charAt(at - 1))
        || Character.isWhitespace(text.charAt(at))
        || Character.isIdeographic(text.codePointAt(at));
  }
}
