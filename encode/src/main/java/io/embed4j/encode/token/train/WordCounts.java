package io.embed4j.encode.token.train;

import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.token.text.Pieces;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The distinct words of texts and how often each occurs; the most frequent first, equally frequent
 * ones by their code points.
 *
 * @param words the code points of each
 * @param counts one a word
 */
record WordCounts(List<int[]> words, long[] counts) {
  private static final int TEXTS_AT_ONCE = 8192;
  private static final int TEXTS_A_TASK = 128;

  /** Returns the counts of words given by name. */
  static WordCounts of(Map<String, Long> byWord) {
    List<Map.Entry<String, Long>> entries = new ArrayList<>(new TreeMap<>(byWord).entrySet());
    entries.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    return new WordCounts(
        entries.stream().map(entry -> entry.getKey().codePoints().toArray()).toList(),
        entries.stream().mapToLong(Map.Entry::getValue).toArray());
  }

  /**
   * Returns the words of texts; the same for any number of threads.
   *
   * @param cut what normalizes a text and cuts it into words
   */
  static WordCounts of(
      Iterator<String> texts, Function<String, Pieces> cut, Workers workers, Progress progress) {
    Map<String, Long> all = new HashMap<>();
    long read = 0;
    while (texts.hasNext()) {
      List<String> some = new ArrayList<>();
      while (texts.hasNext() && some.size() < TEXTS_AT_ONCE) {
        some.add(texts.next());
      }
      int tasks = (some.size() + TEXTS_A_TASK - 1) / TEXTS_A_TASK;
      List<Map<String, Long>> found =
          IntStream.range(0, tasks).<Map<String, Long>>mapToObj(i -> new HashMap<>()).toList();
      workers.forEach(
          tasks,
          i -> {
            int end = Math.min(some.size(), (i + 1) * TEXTS_A_TASK);
            some.subList(i * TEXTS_A_TASK, end).forEach(text -> add(cut.apply(text), found.get(i)));
          });
      found.forEach(part -> part.forEach((word, count) -> all.merge(word, count, Long::sum)));
      read += some.size();
      progress.report("words", read, 0, all.size() + " different");
    }
    return of(all);
  }

  private static void add(Pieces pieces, Map<String, Long> counts) {
    for (int i = 0; i < pieces.count(); i++) {
      counts.merge(pieces.text().string(pieces.from(i), pieces.to(i)), 1L, Long::sum);
    }
  }

  int size() {
    return counts.length;
  }

  /** Returns the most frequent code points, at most as many as given, in ascending order. */
  int[] alphabet(int most) {
    return occurrences().entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .mapToInt(Map.Entry::getKey)
        .sorted()
        .toArray();
  }

  /** Returns how often each code point occurs, in ascending order of code points. */
  Map<Integer, Long> occurrences() {
    Map<Integer, Long> occurrences = new TreeMap<>();
    for (int i = 0; i < size(); i++) {
      for (int point : words.get(i)) {
        occurrences.merge(point, counts[i], Long::sum);
      }
    }
    return occurrences;
  }

  /** Returns the words cut at code points that are not of an alphabet, which are left out. */
  WordCounts within(int[] alphabet) {
    BitSet known = new BitSet();
    for (int point : alphabet) {
      known.set(point);
    }
    Map<String, Long> parts = new HashMap<>();
    for (int i = 0; i < size(); i++) {
      int[] word = words.get(i);
      int start = 0;
      for (int k = 0; k <= word.length; k++) {
        if (k == word.length || !known.get(word[k])) {
          if (k > start) {
            parts.merge(new String(word, start, k - start), counts[i], Long::sum);
          }
          start = k + 1;
        }
      }
    }
    return of(parts);
  }
}
