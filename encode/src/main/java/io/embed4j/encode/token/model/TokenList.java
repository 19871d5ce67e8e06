package io.embed4j.encode.token.model;

import java.util.Arrays;

/** Tokens in the order of the text, each with the range of the original that it stands for. */
public final class TokenList {
  private int[] ids = new int[32];
  private int[] starts = new int[32];
  private int[] ends = new int[32];
  private int count;

  /** Adds a token. */
  public void add(int id, int start, int end) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ids[count] = id;
    starts[count] = start;
    ends[count++] = end;
  }

  /** Changes the range of a token. */
  public void setRange(int index, int start, int end) {
    starts[index] = start;
    ends[index] = end;
  }

  /** Drops all tokens from an index on. */
  void truncate(int newCount) {
    count = newCount;
  }

  /** Keeps a part. */
  public void keep(int from, int to) {
    ids = Arrays.copyOfRange(ids, from, Math.max(to, from + 1));
    starts = Arrays.copyOfRange(starts, from, Math.max(to, from + 1));
    ends = Arrays.copyOfRange(ends, from, Math.max(to, from + 1));
    count = to - from;
  }

  /** Returns the number of tokens. */
  public int count() {
    return count;
  }

  /** Returns the id of a token. */
  public int id(int index) {
    return ids[index];
  }

  /** Returns where a token begins in the original. */
  public int start(int index) {
    return starts[index];
  }

  /** Returns where a token ends in the original. */
  public int end(int index) {
    return ends[index];
  }
}
