package io.embed4j.encode.token.train;

import io.embed4j.encode.token.model.Trie;
import java.util.Arrays;
import java.util.List;

/**
 * All ways to cut a word into tokens, each token with the logarithm of its probability. Every code
 * point of a word must be a token. O(length of the word × length of the longest token).
 * Thread-safe.
 *
 * <p>Kudo: Subword Regularization: Improving Neural Network Translation Models with Multiple
 * Subword Candidates, 2018, section 3.2.
 */
final class Lattice {
  /** No token. */
  static final int NONE = -1;

  private final Trie trie = new Trie();
  private final double[] scores;

  /**
   * A lattice.
   *
   * @param scores one a token, not copied
   */
  Lattice(List<String> tokens, double[] scores) {
    this.scores = scores;
    for (int token = 0; token < scores.length; token++) {
      trie.put(Trie.ROOT, tokens.get(token), token);
    }
  }

  /** Told of a token that stands in a word. */
  private interface Edges {
    void take(int start, int end, int token);
  }

  private void forEdges(int[] word, int start, Edges edges) {
    int node = Trie.ROOT;
    for (int end = start + 1; end <= word.length; end++) {
      node = trie.child(node, word[end - 1]);
      if (node == Trie.NONE) {
        return;
      }
      int token = trie.value(node);
      if (token != Trie.NONE) {
        edges.take(start, end, token);
      }
    }
  }

  /**
   * Adds how often each token is to be expected in a word, over all ways to cut it by their
   * probability, and returns the logarithm of the word's probability.
   *
   * @param weight what the expectations are multiplied by
   */
  double addExpected(int[] word, double weight, double[] expected) {
    int length = word.length;
    double[] before = new double[length + 1]; // log of the sum over all ways up to a place
    double[] after = new double[length + 1]; // and from it on
    Arrays.fill(before, 1, length + 1, Double.NEGATIVE_INFINITY);
    Arrays.fill(after, 0, length, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < length; i++) {
      forEdges(
          word,
          i,
          (start, end, token) ->
              before[end] = logOfSum(before[end], before[start] + scores[token]));
    }
    double all = before[length];
    for (int i = length - 1; i >= 0; i--) {
      forEdges(
          word,
          i,
          (start, end, token) -> {
            double rest = scores[token] + after[end];
            after[start] = logOfSum(after[start], rest);
            expected[token] += weight * StrictMath.exp(before[start] + rest - all);
          });
    }
    return all;
  }

  private static double logOfSum(double a, double b) {
    double high = Math.max(a, b);
    double low = Math.min(a, b);
    return low == Double.NEGATIVE_INFINITY
        ? high
        : high + StrictMath.log1p(StrictMath.exp(low - high));
  }

  /**
   * Returns the tokens of the most probable way to cut a word, last one first.
   *
   * @param without a token that must not be used, or {@link #NONE}
   * @return nothing if there is no way without it
   */
  int[] best(int[] word, int without) {
    int length = word.length;
    double[] best = new double[length + 1];
    int[] last = new int[length + 1];
    int[] begin = new int[length + 1];
    Arrays.fill(best, 1, length + 1, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < length; i++) {
      forEdges(
          word,
          i,
          (start, end, token) -> {
            double score = best[start] + scores[token];
            if (token != without && score > best[end]) {
              best[end] = score;
              begin[end] = start;
              last[end] = token;
            }
          });
    }
    if (best[length] == Double.NEGATIVE_INFINITY) {
      return new int[0];
    }
    int[] tokens = new int[length];
    int count = 0;
    for (int end = length; end > 0; end = begin[end]) {
      tokens[count++] = last[end];
    }
    return Arrays.copyOf(tokens, count);
  }
}
