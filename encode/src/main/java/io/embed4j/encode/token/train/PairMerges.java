package io.embed4j.encode.token.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Words as symbols, and how often each pair of neighbours occurs in them. Merging a pair costs as
 * much as the words that hold it are long.
 */
final class PairMerges {
  /** Neighbours, and how often they occurred when they were asked for. */
  record Pair(int left, int right, long count) {}

  private static final Comparator<Pair> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(Pair::count)
          .reversed()
          .thenComparingInt(Pair::left)
          .thenComparingInt(Pair::right);

  /** Where a pair is; words may stand in it that hold the pair no longer. */
  private static final class Occurrences {
    private long count;
    private int[] words = new int[4];
    private int size;

    void add(int word) {
      if (size > 0 && words[size - 1] == word) {
        return;
      }
      if (size == words.length) {
        words = Arrays.copyOf(words, 2 * size);
      }
      words[size++] = word;
    }
  }

  private final int[][] words;
  private final long[] counts;
  private final Map<Long, Occurrences> pairs = new HashMap<>();

  /** Holds each pair with its present count, or with one that was higher. */
  private final PriorityQueue<Pair> queue = new PriorityQueue<>(MOST_FREQUENT_FIRST);

  /**
   * The pairs of words.
   *
   * @param words the symbols of each; not copied, and replaced by merges
   * @param counts how often each occurs
   */
  PairMerges(int[][] words, long[] counts) {
    this.words = words;
    this.counts = counts;
    for (int word = 0; word < words.length; word++) {
      count(word, 1);
    }
    pairs.forEach(this::offer);
  }

  private void count(int word, int sign) {
    int[] symbols = words[word];
    for (int i = 0; i + 1 < symbols.length; i++) {
      Occurrences occurrences =
          pairs.computeIfAbsent(key(symbols[i], symbols[i + 1]), key -> new Occurrences());
      occurrences.count += sign * counts[word];
      if (sign > 0) {
        occurrences.add(word);
      }
    }
  }

  private static long key(int left, int right) {
    return ((long) left << 32) | right;
  }

  /** Returns the pair that occurs most often, of several the one of the lowest symbols. */
  Optional<Pair> mostFrequent() {
    while (!queue.isEmpty()) {
      Pair first = queue.poll();
      long count = occurrences(first).count;
      if (count == first.count) {
        queue.add(first);
        return Optional.of(first);
      }
      if (count > 0) {
        queue.add(new Pair(first.left, first.right, count));
      }
    }
    return Optional.empty();
  }

  private Occurrences occurrences(Pair pair) {
    return occurrences(key(pair.left, pair.right));
  }

  private Occurrences occurrences(long key) {
    return pairs.getOrDefault(key, new Occurrences());
  }

  private void offer(long key, Occurrences occurrences) {
    queue.add(new Pair((int) (key >>> 32), (int) key, occurrences.count));
  }

  /** Makes one symbol of each occurrence of a pair, from left to right. */
  void merge(Pair pair, int merged) {
    Occurrences of = occurrences(pair);
    Set<Long> grown = new LinkedHashSet<>();
    for (int i = 0; i < of.size; i++) {
      int word = of.words[i];
      int[] before = words[word];
      int[] after = merged(before, pair, merged);
      if (after.length < before.length) {
        count(word, -1);
        words[word] = after;
        count(word, 1);
        for (int k = 0; k + 1 < after.length; k++) {
          if (after[k] == merged || after[k + 1] == merged) {
            grown.add(key(after[k], after[k + 1]));
          }
        }
      }
    }
    pairs.remove(key(pair.left, pair.right));
    grown.forEach(key -> offer(key, occurrences(key)));
  }

  private static int[] merged(int[] symbols, Pair pair, int merged) {
    int[] result = new int[symbols.length];
    int length = 0;
    for (int i = 0; i < symbols.length; i++) {
      boolean found =
          i + 1 < symbols.length && symbols[i] == pair.left && symbols[i + 1] == pair.right;
      result[length++] = found ? merged : symbols[i];
      i += found ? 1 : 0;
    }
    return Arrays.copyOf(result, length);
  }
}
