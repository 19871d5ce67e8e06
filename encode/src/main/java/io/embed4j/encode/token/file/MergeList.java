package io.embed4j.encode.token.file;

import io.embed4j.encode.token.model.Merges;
import io.embed4j.encode.token.model.Vocabulary;
import java.util.OptionalInt;

/** Collects the merges of a file, whose order is their rank. */
public final class MergeList {
  private final Vocabulary vocabulary;
  private final String prefix;
  private final Merges merges;
  private int rank;

  /**
   * No merges yet.
   *
   * @param prefix what marks a token that continues a word, and goes where it is the right one
   */
  public MergeList(Vocabulary vocabulary, String prefix, int count) {
    this.vocabulary = vocabulary;
    this.prefix = prefix;
    this.merges = new Merges(count);
  }

  /** Adds the next merge; returns false if one of its tokens is not in the vocabulary. */
  public boolean add(String left, String right) {
    OptionalInt leftId = vocabulary.id(left);
    OptionalInt rightId = vocabulary.id(right);
    int cut = Math.min(prefix.length(), right.length());
    OptionalInt result = vocabulary.id(left + right.substring(cut));
    if (leftId.isEmpty() || rightId.isEmpty() || result.isEmpty()) {
      return false;
    }
    merges.put(leftId.getAsInt(), rightId.getAsInt(), rank++, result.getAsInt());
    return true;
  }

  /** Returns the merges. */
  public Merges merges() {
    return merges;
  }
}
