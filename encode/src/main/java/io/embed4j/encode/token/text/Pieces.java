package io.embed4j.encode.token.text;

import java.util.Arrays;

/**
 * A text cut into pieces. A piece is open until a model turns it into tokens, or it is one added
 * token from the start. Empty pieces are left out.
 */
public final class Pieces {
  /** The token of a piece that a model has yet to cut. */
  public static final int OPEN = -1;

  /** Cuts one open piece. */
  @FunctionalInterface
  public interface Cutter {
    /** Adds the pieces that a stretch of text falls into. */
    void cut(Text text, int from, int to, Pieces cut);
  }

  private final Text text;
  private int[] froms = new int[16];
  private int[] tos = new int[16];
  private int[] tokens = new int[16];
  private int count;

  /** No pieces of a text yet. */
  public Pieces(Text text) {
    this.text = text;
  }

  /** Returns the text that the pieces are parts of. */
  public Text text() {
    return text;
  }

  /** Adds an open piece, unless it is empty. */
  public void add(int from, int to) {
    add(from, to, OPEN);
  }

  /** Adds a piece with its token, or {@link #OPEN}, unless it is empty. */
  public void add(int from, int to, int token) {
    if (from == to) {
      return;
    }
    if (count == froms.length) {
      froms = Arrays.copyOf(froms, 2 * count);
      tos = Arrays.copyOf(tos, 2 * count);
      tokens = Arrays.copyOf(tokens, 2 * count);
    }
    froms[count] = from;
    tos[count] = to;
    tokens[count++] = token;
  }

  /** Returns these pieces, the open ones cut further. */
  public Pieces cut(Cutter cutter) {
    Pieces result = new Pieces(text);
    for (int i = 0; i < count; i++) {
      if (tokens[i] == OPEN) {
        cutter.cut(text, froms[i], tos[i], result);
      } else {
        result.add(froms[i], tos[i], tokens[i]);
      }
    }
    return result;
  }

  /** Returns the number of pieces. */
  public int count() {
    return count;
  }

  /** Returns where a piece begins in the text. */
  public int from(int piece) {
    return froms[piece];
  }

  /** Returns where a piece ends in the text. */
  public int to(int piece) {
    return tos[piece];
  }

  /** Returns the token of a piece, or {@link #OPEN}. */
  public int token(int piece) {
    return tokens[piece];
  }
}
