package io.embed4j.encode.token.model;

import io.embed4j.encode.token.text.Text;

/**
 * WordPiece: from left to right, the longest token each time (Schuster and Nakajima 2012; Wu et al.
 * 2016). A word with a part that is no token is unknown as a whole.
 */
public final class WordPiece implements TokenModel {
  private final Vocabulary vocabulary;
  private final int unknown;
  private final int longestWord;
  private final Trie trie = new Trie();
  private final int inside = trie.newRoot();

  /**
   * A model.
   *
   * @param prefix what marks a token that continues a word, {@code ##}
   * @param unknown the id of the unknown token
   * @param longestWord words of more code points are unknown
   */
  public WordPiece(Vocabulary vocabulary, String prefix, int unknown, int longestWord) {
    this.vocabulary = vocabulary;
    this.unknown = unknown;
    this.longestWord = longestWord;
    vocabulary.forEach(
        (token, id) -> {
          if (!token.isEmpty()) {
            trie.put(Trie.ROOT, token, id);
          }
          if (token.startsWith(prefix) && token.length() > prefix.length()) {
            trie.put(inside, token.substring(prefix.length()), id);
          }
        });
  }

  @Override
  public void tokenize(Text text, int from, int to, TokenList tokens) {
    if (to - from > longestWord) {
      tokens.add(unknown, text.start(from), text.end(to - 1));
      return;
    }
    int before = tokens.count();
    for (int i = from; i < to; ) {
      int node = i == from ? Trie.ROOT : inside;
      int id = Trie.NONE;
      int end = i;
      for (int k = i; k < to; k++) {
        node = trie.child(node, text.point(k));
        if (node == Trie.NONE) {
          break;
        }
        int value = trie.value(node);
        if (value != Trie.NONE) {
          id = value;
          end = k + 1;
        }
      }
      if (id == Trie.NONE) {
        tokens.truncate(before);
        tokens.add(unknown, text.start(from), text.end(to - 1));
        return;
      }
      tokens.add(id, text.start(i), text.end(end - 1));
      i = end;
    }
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }
}
