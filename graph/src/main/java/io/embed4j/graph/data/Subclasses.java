package io.embed4j.graph.data;

import java.util.BitSet;
import java.util.List;

/**
 * Which types are special cases of which others, as a file says it: actor is a subclass of person.
 *
 * @param pairs the lower type, then the upper one
 */
public record Subclasses(List<Pair> pairs) {
  /** Nothing is known. */
  public static final Subclasses NONE = new Subclasses(List.of());

  public Subclasses {
    pairs = List.copyOf(pairs);
  }

  /** A statement by names. */
  public record Pair(String lower, String upper) {}

  /** Returns the ids of the types below which there is no other type of a vocabulary. */
  public BitSet leaves(Vocabulary names) {
    BitSet leaves = new BitSet();
    leaves.set(0, names.size());
    for (Pair pair : pairs) {
      int upper = names.find(pair.upper());
      boolean below = !pair.lower().equals(pair.upper());
      if (below && upper != Vocabulary.UNKNOWN && names.find(pair.lower()) != Vocabulary.UNKNOWN) {
        leaves.clear(upper);
      }
    }
    return leaves;
  }
}
