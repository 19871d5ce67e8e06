package io.embed4j.search.chunk;

import io.embed4j.core.text.Span;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sentences of English and Chinese: those of the JDK's {@link BreakIterator}, which knows the marks
 * of both, put together again where a point only shortened a word, and cut at blank lines.
 */
final class Sentences {
  private static final Pattern SHORTENED =
      Pattern.compile(
          "(?s)(^|.*[\\s(\"“])((?i:Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|vs|etc|cf|al|Fig|Figs|Eq|Eqs|No|Nos"
              + "|Vol|pp|ca|Inc|Ltd|Co|Corp|approx|e\\.g|i\\.e)|\\p{Lu}|(\\p{Lu}\\.)+\\p{Lu})\\.");

  private Sentences() {}

  /** Returns the sentences of a part of a text. */
  static List<Span> of(String text, Span span) {
    List<Span> sentences = new ArrayList<>();
    for (Span paragraph : Blocks.paragraphs(text, span)) {
      addSentences(text, paragraph, sentences);
    }
    return sentences;
  }

  private static void addSentences(String text, Span paragraph, List<Span> sentences) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
    String words = paragraph.of(text);
    breaks.setText(words);
    int from = 0;
    for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
      Optional<Span> sentence =
          Blocks.trimmed(text, paragraph.start() + from, paragraph.start() + to);
      if (to < words.length() && sentence.isPresent() && isShortened(sentence.get().of(text))) {
        continue; // the next one belongs to it
      }
      sentence.ifPresent(sentences::add);
      from = to;
    }
  }

  private static boolean isShortened(String sentence) {
    return SHORTENED.matcher(sentence).matches();
  }
}
