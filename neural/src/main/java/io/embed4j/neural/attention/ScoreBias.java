package io.embed4j.neural.attention;

/** What is added to the scores of queries and keys because of where they stand. Thread-safe. */
interface ScoreBias {
  /**
   * Adds to the scores of one query with successive keys.
   *
   * @param scores of {@code count} keys from {@code offset} on
   * @param query its place in the sequence
   * @param firstKey place of the first of the keys
   */
  void addTo(
      float[] scores, int offset, int sequence, int head, int query, int firstKey, int count);
}
