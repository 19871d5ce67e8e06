package io.embed4j.encode.token.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.encode.token.text.Points;
import io.embed4j.encode.token.text.Text;
import java.util.OptionalInt;

/**
 * Byte-pair encoding: begins with single code points and merges the pair of the lowest rank as long
 * as there is one (Sennrich et al. 2016). O(n log n) for a word of n code points; the results of
 * short words are remembered.
 */
public final class Bpe implements TokenModel {
  private static final int BYTES = 256;
  private static final int NONE = -1;

  private final Vocabulary vocabulary;
  private final Merges merges;
  private final BpeSettings settings;
  private final OptionalInt unknown;
  private final PointIds only;
  private final PointIds first;
  private final PointIds middle;
  private final PointIds last;
  private final int[] byteIds = new int[BYTES];
  private final WordCache cache = new WordCache();

  /** A model. */
  public Bpe(Vocabulary vocabulary, Merges merges, BpeSettings settings, OptionalInt unknown) {
    this.vocabulary = vocabulary;
    this.merges = merges;
    this.settings = settings;
    this.unknown = unknown;
    String prefix = settings.prefix();
    String suffix = settings.suffix();
    this.first = new PointIds(vocabulary, "", "");
    this.middle = prefix.isEmpty() ? first : new PointIds(vocabulary, prefix, "");
    this.only = suffix.isEmpty() ? first : new PointIds(vocabulary, "", suffix);
    this.last =
        suffix.isEmpty()
            ? middle
            : prefix.isEmpty() ? only : new PointIds(vocabulary, prefix, suffix);
    for (int i = 0; i < BYTES; i++) {
      byteIds[i] = vocabulary.id(String.format("<0x%02X>", i)).orElse(NONE);
    }
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenList tokens) {
    if (settings.ignoreMerges()) {
      OptionalInt whole = vocabulary.id(text.string(from, to));
      if (whole.isPresent()) {
        tokens.add(whole.getAsInt(), text.start(from), text.end(to - 1));
        return;
      }
    }
    WordCache.Entry known = cache.get(text, from, to);
    if (known == null) {
      Word word = symbols(text, from, to);
      word.merge(merges);
      known = cache.put(text, from, to, word.ids(), word.lengths());
    }
    addTokens(known, text, from, to, tokens);
  }

  /** Lengths count bytes of UTF-8; a token may begin or end within a code point. */
  private static void addTokens(
      WordCache.Entry word, Text text, int from, int to, TokenList tokens) {
    int[] ids = word.ids();
    int[] lengths = word.lengths();
    int index = from; // the code point in which the next token begins
    int inside = 0; // and how many of its bytes come before
    for (int i = 0; i < ids.length; i++) {
      int start = text.start(Math.min(index, to - 1));
      int end = text.end(Math.min(index, to - 1));
      for (int left = lengths[i]; left > 0 && index < to; ) {
        int size = Points.utf8Length(text.point(index)) - inside;
        end = text.end(index);
        if (left >= size) {
          index++;
          inside = 0;
        } else {
          inside += left;
        }
        left -= Math.min(left, size);
      }
      tokens.add(ids[i], start, end);
    }
  }

  private Word symbols(Text text, int from, int to) {
    Word word = new Word(to - from);
    int unknownLength = 0; // of the unknown token that is not yet in the word
    for (int i = from; i < to; i++) {
      int point = text.point(i);
      int id = table(i == from, i == to - 1).get(point);
      int length = Points.utf8Length(point);
      if (id != NONE) {
        unknownLength = flush(word, unknownLength);
        word.add(id, length);
      } else if (!isInBytes(word, text, i, from, to) && unknown.isPresent()) {
        unknownLength = settings.fuseUnknown() ? unknownLength : flush(word, unknownLength);
        unknownLength += length;
      }
    }
    flush(word, unknownLength);
    return word;
  }

  private PointIds table(boolean isFirst, boolean isLast) {
    if (isFirst) {
      return isLast ? only : first;
    }
    return isLast ? last : middle;
  }

  private int flush(Word word, int unknownLength) {
    if (unknownLength > 0) {
      word.add(unknown.orElseThrow(), unknownLength);
    }
    return 0;
  }

  private String affixed(Text text, int index, int from, int to) {
    return (index == from ? "" : settings.prefix())
        + text.string(index, index + 1)
        + (index == to - 1 ? settings.suffix() : "");
  }

  private boolean isInBytes(Word word, Text text, int index, int from, int to) {
    return settings.byteFallback() && addBytes(word, affixed(text, index, from, to));
  }

  /** Adds the tokens of single bytes, if there is one for each. */
  private boolean addBytes(Word word, String string) {
    byte[] bytes = string.getBytes(UTF_8);
    for (byte value : bytes) {
      if (byteIds[value & 0xFF] == NONE) {
        return false;
      }
    }
    for (byte value : bytes) {
      word.add(byteIds[value & 0xFF], 1);
    }
    return true;
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }
}
