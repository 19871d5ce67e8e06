package io.embed4j.encode.token.train;

import io.embed4j.encode.token.model.Trie;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Parts of words that occur more than once, to choose tokens from: each with how often it occurs. A
 * part that always goes on in the same way is left out, as the longer one is there.
 *
 * <p>Found by length: only a part that occurs again can go on to a longer one that does. Time and
 * memory in proportion to the code points of the distinct words times the longest part, at most.
 */
final class Candidates {
  /** A part of words and how often it occurs in the texts. */
  record Candidate(String text, long count) {
    /** Returns how many code points of the texts it covers. */
    long covered() {
      return count * text.codePointCount(0, text.length());
    }
  }

  private static final Comparator<Candidate> MOST_COVERED_FIRST =
      Comparator.comparingLong(Candidate::covered).reversed().thenComparing(Candidate::text);

  private final WordCounts counts;
  private final Trie trie = new Trie();
  private final List<int[]> ends = new ArrayList<>(); // by word and start: where the part leads
  private int nodes = 1;
  private long[] occurrences = {Long.MAX_VALUE}; // by node, as all that follow
  private long[] continuing = {0}; // occurrences that go on in the most frequent way
  private int[] words = {0};
  private int[] starts = {0};

  private Candidates(WordCounts counts) {
    this.counts = counts;
    counts.words().forEach(word -> ends.add(new int[word.length]));
  }

  /**
   * Returns the parts of at least two code points that cover most of the texts.
   *
   * @param longest the most code points of one
   * @param most how many at most
   */
  static List<Candidate> find(WordCounts counts, int longest, int most) {
    Candidates candidates = new Candidates(counts);
    int[] firsts = new int[longest + 2]; // by length: the first node of that length
    for (int length = 1; length <= longest; length++) {
      firsts[length] = candidates.nodes;
      for (int word = 0; word < counts.size(); word++) {
        candidates.extend(word, length);
      }
    }
    firsts[longest + 1] = candidates.nodes;
    List<Candidate> found = new ArrayList<>();
    for (int length = 2; length <= longest; length++) {
      for (int node = firsts[length]; node < firsts[length + 1]; node++) {
        candidates.addTo(found, node, length);
      }
    }
    found.sort(MOST_COVERED_FIRST);
    return List.copyOf(found.subList(0, Math.min(most, found.size())));
  }

  /** Goes from the parts of a word to those that are one code point longer. */
  private void extend(int word, int length) {
    int[] points = counts.words().get(word);
    int[] end = ends.get(word);
    for (int start = 0; start < points.length; start++) {
      int node = end[start];
      int last = start + length - 1;
      if (node == Trie.NONE
          || last >= points.length
          || occurrences[node] < 2
          || (length > 1 && !Scripts.mayJoin(points[last - 1], points[last]))) {
        end[start] = Trie.NONE;
        continue;
      }
      int child = trie.childOrNew(node, points[last]);
      if (child == nodes) {
        add(word, start);
      }
      end[start] = child;
      occurrences[child] += counts.counts()[word];
      continuing[node] = Math.max(continuing[node], occurrences[child]);
    }
  }

  private void add(int word, int start) {
    if (nodes == words.length) {
      occurrences = Arrays.copyOf(occurrences, 2 * nodes);
      continuing = Arrays.copyOf(continuing, 2 * nodes);
      words = Arrays.copyOf(words, 2 * nodes);
      starts = Arrays.copyOf(starts, 2 * nodes);
    }
    words[nodes] = word;
    starts[nodes++] = start;
  }

  private void addTo(List<Candidate> found, int node, int length) {
    if (occurrences[node] >= 2 && continuing[node] < occurrences[node]) {
      int[] points = counts.words().get(words[node]);
      found.add(new Candidate(new String(points, starts[node], length), occurrences[node]));
    }
  }
}
