package io.embed4j.encode.token.model;

import io.embed4j.encode.token.text.Text;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how words were cut: a table of fixed size in which a newer word takes the place of an
 * older one. Entries never change, so that threads need no lock.
 */
final class WordCache {
  private static final int SLOTS = 1 << 14;
  private static final int LONGEST_WORD = 48;

  private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(SLOTS);

  /**
   * A word and its tokens.
   *
   * @param points the word
   * @param ids the tokens
   * @param lengths how many bytes of the word's UTF-8 form each token stands for
   */
  record Entry(int[] points, int[] ids, int[] lengths) {
    boolean is(Text text, int from, int to) {
      if (points.length != to - from) {
        return false;
      }
      for (int i = 0; i < points.length; i++) {
        if (points[i] != text.point(from + i)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Returns what is remembered of a word, or null. */
  @Nullable Entry get(Text text, int from, int to) {
    if (to - from > LONGEST_WORD) {
      return null;
    }
    Entry entry = entries.getAcquire(slot(text, from, to));
    return entry != null && entry.is(text, from, to) ? entry : null;
  }

  /** Remembers a word, unless it is long, and returns its entry. */
  Entry put(Text text, int from, int to, int[] ids, int[] lengths) {
    if (to - from > LONGEST_WORD) {
      return new Entry(new int[0], ids, lengths);
    }
    Entry entry = new Entry(text.points(from, to), ids, lengths);
    entries.setRelease(slot(text, from, to), entry);
    return entry;
  }

  private static int slot(Text text, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.point(i);
    }
    return ((hash * 0x9E3779B9) >>> 8) & (SLOTS - 1);
  }
}
