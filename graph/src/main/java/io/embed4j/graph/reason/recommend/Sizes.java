package io.embed4j.graph.reason.recommend;

/**
 * How many there are.
 *
 * @param users number of users
 * @param items number of items
 */
record Sizes(int users, int items) {
  static Sizes of(RecommendationData data) {
    return new Sizes(data.users(), data.items());
  }
}
