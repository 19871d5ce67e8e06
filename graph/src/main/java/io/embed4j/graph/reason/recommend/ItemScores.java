package io.embed4j.graph.reason.recommend;

/** What a method thinks of every item for a user. Thread-safe for different arrays. */
interface ItemScores {
  /** Fills in the score of each item; a higher one is better, comparable within a user. */
  void fill(int user, float[] scores);
}
