package io.embed4j.search.query;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A document that may become a hit.
 *
 * @param document Lucene's number of it
 * @param words as in {@link Hit}
 * @param neighbour as in {@link Hit}
 */
record Candidate(int document, Optional<Hit.Part> words, Optional<Hit.Part> neighbour) {
  /** Returns a part's score, or the least there can be. */
  static double score(Optional<Hit.Part> part, double absent) {
    return part.map(Hit.Part::score).orElse(absent);
  }

  /** Returns a part's rank, if it has one. */
  static OptionalInt rank(Optional<Hit.Part> part) {
    return part.map(Hit.Part::rank).orElse(OptionalInt.empty());
  }
}
