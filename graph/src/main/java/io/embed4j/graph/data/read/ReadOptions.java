package io.embed4j.graph.data.read;

import io.embed4j.graph.data.Split;

/**
 * How a graph is read.
 *
 * @param layout columns of delimited files
 * @param literals what becomes of literals in RDF
 * @param blankNodes what becomes of blank nodes in RDF
 * @param maxErrors faulty lines that are skipped and reported; one more stops the reading
 * @param maxLineBytes longest line that is accepted
 * @param split how a graph that comes in one file is split
 */
public record ReadOptions(
    Layout layout,
    Literals literals,
    BlankNodes blankNodes,
    long maxErrors,
    int maxLineBytes,
    Split split) {
  /** Layout guessed, literals as attributes, no faulty line, lines of at most 1 MiB. */
  public static final ReadOptions DEFAULT =
      new ReadOptions(
          Layout.DEFAULT, Literals.ATTRIBUTES, BlankNodes.KEEP, 0, 1 << 20, Split.DEFAULT);

  public ReadOptions {
    if (maxErrors < 0) {
      throw new IllegalArgumentException("max-errors must be at least 0, but is " + maxErrors);
    }
    if (maxLineBytes < 1 || maxLineBytes > 1 << 23) {
      throw new IllegalArgumentException(
          "the longest line must have 1 to " + (1 << 23) + " bytes, but has " + maxLineBytes);
    }
  }

  /** What becomes of literals in RDF. */
  public enum Literals {
    /** Labels, descriptions, numbers and texts of the subject. */
    ATTRIBUTES,
    /** Entities named by the literal as N-Triples writes it; labels are labels all the same. */
    ENTITIES,
    /** Counted only, but labels and descriptions are kept. */
    DROP
  }

  /** What becomes of blank nodes in RDF. */
  public enum BlankNodes {
    /** Entities named {@code _:label}, the same in all files of a graph. */
    KEEP,
    /** Statements with a blank node are left out. */
    DROP
  }

  /** Returns these options with another layout. */
  public ReadOptions withLayout(Layout other) {
    return new ReadOptions(other, literals, blankNodes, maxErrors, maxLineBytes, split);
  }

  /** Returns these options with another rule for literals. */
  public ReadOptions withLiterals(Literals other) {
    return new ReadOptions(layout, other, blankNodes, maxErrors, maxLineBytes, split);
  }

  /** Returns these options with another rule for blank nodes. */
  public ReadOptions withBlankNodes(BlankNodes other) {
    return new ReadOptions(layout, literals, other, maxErrors, maxLineBytes, split);
  }

  /** Returns these options with another number of faulty lines. */
  public ReadOptions withMaxErrors(long other) {
    return new ReadOptions(layout, literals, blankNodes, other, maxLineBytes, split);
  }

  /** Returns these options with another longest line. */
  public ReadOptions withMaxLineBytes(int other) {
    return new ReadOptions(layout, literals, blankNodes, maxErrors, other, split);
  }

  /** Returns these options with another split. */
  public ReadOptions withSplit(Split other) {
    return new ReadOptions(layout, literals, blankNodes, maxErrors, maxLineBytes, other);
  }
}
