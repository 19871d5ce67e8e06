package io.embed4j.search.query;

import io.embed4j.search.item.Filter;
import java.util.Optional;

/**
 * What to look for: words, neighbours of a vector, or both.
 *
 * @param text words, in any order
 * @param vector whose neighbours
 * @param filter only among these items
 * @param top how many hits at most
 * @param fusion how the orders of words and vectors become one, if both are asked for
 * @param diversity whether hits shall be unlike each other
 */
public record SearchRequest(
    Optional<String> text,
    Optional<VectorQuery> vector,
    Filter filter,
    int top,
    Fusion fusion,
    Optional<Diversity> diversity) {
  private static final int USUAL = 10;

  public SearchRequest {
    if (text.isEmpty() && vector.isEmpty()) {
      throw new IllegalArgumentException("text and vector must not both be missing");
    }
    if (top < 1) {
      throw new IllegalArgumentException("top must be at least 1, but is " + top);
    }
  }

  /** Asks for the items with the words of a text, by BM25. */
  public static SearchRequest words(String text) {
    return of(Optional.of(text), Optional.empty());
  }

  /** Asks for the neighbours of a vector. */
  public static SearchRequest neighbours(VectorQuery vector) {
    return of(Optional.empty(), Optional.of(vector));
  }

  /** Asks for both. */
  public static SearchRequest hybrid(String text, VectorQuery vector) {
    return of(Optional.of(text), Optional.of(vector));
  }

  private static SearchRequest of(Optional<String> text, Optional<VectorQuery> vector) {
    return new SearchRequest(
        text, vector, Filter.all(), USUAL, Fusion.defaults(), Optional.empty());
  }

  /** Returns the same request among fewer items. */
  public SearchRequest where(Filter newFilter) {
    return new SearchRequest(text, vector, filter.and(newFilter), top, fusion, diversity);
  }

  /** Returns the same request for another number of hits. */
  public SearchRequest top(int newTop) {
    return new SearchRequest(text, vector, filter, newTop, fusion, diversity);
  }

  /** Returns the same request with another fusion. */
  public SearchRequest fusedBy(Fusion newFusion) {
    return new SearchRequest(text, vector, filter, top, newFusion, diversity);
  }

  /** Returns the same request for hits that are unlike each other. */
  public SearchRequest diverse(Diversity newDiversity) {
    return new SearchRequest(text, vector, filter, top, fusion, Optional.of(newDiversity));
  }
}
