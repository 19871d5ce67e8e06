package io.embed4j.search.query;

/**
 * Whose neighbours are looked for.
 *
 * @param field name of the vectors
 * @param vector the question; any length but 0
 * @param efSearch candidates that a graph is searched for, at least as many as hits are wanted
 *     (Malkov and Yashunin 2020: ef); {@link #EXACT} compares every vector
 */
public record VectorQuery(String field, float[] vector, int efSearch) {
  /** Every vector is compared. */
  public static final int EXACT = Integer.MAX_VALUE;

  private static final int USUAL = 200;

  public VectorQuery {
    if (efSearch < 1) {
      throw new IllegalArgumentException("efSearch must be at least 1, but is " + efSearch);
    }
  }

  /** Returns a question with the usual effort. */
  public static VectorQuery of(String field, float[] vector) {
    return new VectorQuery(field, vector, USUAL);
  }

  /** Returns the same question to every vector. */
  public VectorQuery exact() {
    return new VectorQuery(field, vector, EXACT);
  }
}
