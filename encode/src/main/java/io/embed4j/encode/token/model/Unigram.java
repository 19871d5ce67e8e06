package io.embed4j.encode.token.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.embed4j.encode.token.text.Text;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Unigram: of all ways to cut a word, the one with the highest sum of scores (Kudo 2018), found by
 * Viterbi's algorithm in O(length of the word x length of the longest token).
 */
public final class Unigram implements TokenModel {
  private static final double UNKNOWN_PENALTY = 10;
  private static final int BYTES = 256;
  private static final int NONE = -1;

  private final Vocabulary vocabulary;
  private final double[] scores;
  private final OptionalInt unknown;
  private final double unknownScore;
  private final Trie trie = new Trie();
  private final int[] byteIds = new int[BYTES];
  private final boolean byteFallback;

  /**
   * A model.
   *
   * @param scores the logarithm of each token's probability, by id; not copied
   * @param unknown the token of unknown code points; without it, they must not occur
   * @param byteFallback whether unknown code points become tokens of their bytes
   */
  public Unigram(
      Vocabulary vocabulary, double[] scores, OptionalInt unknown, boolean byteFallback) {
    this.vocabulary = vocabulary;
    this.scores = scores;
    this.unknown = unknown;
    double lowest = Double.POSITIVE_INFINITY;
    for (double score : scores) {
      lowest = Math.min(lowest, score);
    }
    this.unknownScore = lowest - UNKNOWN_PENALTY;
    this.byteFallback = byteFallback;
    vocabulary.forEach(
        (token, id) -> {
          if (!token.isEmpty()) {
            trie.put(Trie.ROOT, token, id);
          }
        });
    for (int i = 0; i < BYTES; i++) {
      byteIds[i] = vocabulary.id(String.format("<0x%02X>", i)).orElse(NONE);
    }
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenList tokens) {
    int length = to - from;
    double[] best = new double[length + 1];
    int[] begin = new int[length + 1];
    int[] id = new int[length + 1];
    Arrays.fill(begin, NONE);
    for (int i = 0; i < length; i++) {
      extend(text, from, i, length, best, begin, id);
    }

    int[] path = new int[length + 1]; // the ends of the tokens, last one first
    int count = 0;
    for (int end = length; end > 0; end = begin[end]) {
      boolean fused = count > 0 && isUnknown(id[end]) && isUnknown(id[path[count - 1]]);
      if (fused) {
        begin[path[count - 1]] = begin[end];
      } else {
        path[count++] = end;
      }
    }
    for (int k = count - 1; k >= 0; k--) {
      int end = path[k];
      add(text, from + begin[end], from + end, id[end], tokens);
    }
  }

  /** Tries all tokens that begin at an index. */
  private void extend(
      Text text, int from, int index, int length, double[] best, int[] begin, int[] id) {
    double before = best[index];
    boolean single = false;
    int node = Trie.ROOT;
    for (int end = index + 1; end <= length; end++) {
      node = trie.child(node, text.point(from + end - 1));
      if (node == Trie.NONE) {
        break;
      }
      int token = trie.value(node);
      if (token == Trie.NONE) {
        continue;
      }
      single |= end == index + 1;
      double score = before + scores[token];
      if (begin[end] == NONE || score > best[end]) {
        best[end] = score;
        begin[end] = index;
        id[end] = token;
      }
    }
    if (!single) {
      int end = index + 1;
      double score = before + unknownScore;
      if (begin[end] == NONE || score > best[end]) {
        best[end] = score;
        begin[end] = index;
        id[end] = unknown.orElseThrow(() -> missingUnknown(text, from + index));
      }
    }
  }

  private static IllegalStateException missingUnknown(Text text, int index) {
    return new IllegalStateException(
        "the model has no unknown token, but the text has " + text.string(index, index + 1));
  }

  private boolean isUnknown(int id) {
    return unknown.isPresent() && unknown.getAsInt() == id;
  }

  private void add(Text text, int from, int to, int id, TokenList tokens) {
    int start = text.start(from);
    int end = text.end(to - 1);
    if (!isUnknown(id)) {
      tokens.add(id, start, end);
      return;
    }
    String string = text.string(from, to);
    OptionalInt known = vocabulary.id(string); // several unknown code points may make a token
    if (known.isEmpty() && byteFallback && addBytes(string, start, end, tokens)) {
      return;
    }
    tokens.add(known.orElse(id), start, end);
  }

  private boolean addBytes(String string, int start, int end, TokenList tokens) {
    byte[] bytes = string.getBytes(UTF_8);
    for (byte value : bytes) {
      if (byteIds[value & 0xFF] == NONE) {
        return false;
      }
    }
    for (byte value : bytes) {
      tokens.add(byteIds[value & 0xFF], start, end);
    }
    return true;
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }
}
