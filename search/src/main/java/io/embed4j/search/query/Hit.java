package io.embed4j.search.query;

import io.embed4j.search.item.Item;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was found.
 *
 * @param item without its vectors
 * @param score by which hits are ordered, the largest first; BM25 or cosine where only one of them
 *     was asked for
 * @param words its BM25, if words were asked for; 0 if it has none of them
 * @param neighbour its cosine, if a vector was asked for and it has one of that name
 */
public record Hit(Item item, double score, Optional<Part> words, Optional<Part> neighbour) {
  /**
   * One of the scores that were fused.
   *
   * @param score higher is better
   * @param rank from 1, among the candidates of this score; none if it came by the other one
   */
  public record Part(double score, OptionalInt rank) {}
}
