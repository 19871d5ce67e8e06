package io.embed4j.search.chunk;

/**
 * How texts are cut.
 *
 * @param unit where they are cut if possible
 * @param size the most tokens of a chunk, at least 1
 * @param overlap the most tokens at the end of a chunk that begin the next one as well, below size
 */
public record Chunking(Unit unit, int size, int overlap) {
  /** Where a text may be cut. A unit that is longer than a chunk is cut by the next smaller one. */
  public enum Unit {
    /** Between words, as full as possible. */
    TOKENS,
    /** Between sentences. */
    SENTENCES,
    /** Between paragraphs, else between lines, else between sentences. */
    RECURSIVE
  }

  public Chunking {
    if (size < 1) {
      throw new IllegalArgumentException("size must be at least 1, but is " + size);
    }
    if (overlap < 0 || overlap >= size) {
      throw new IllegalArgumentException(
          "overlap must be from 0 to below size, %d, but is %d".formatted(size, overlap));
    }
  }
}
