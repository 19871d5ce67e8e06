package io.embed4j.bench.encode;

/**
 * What a figure must reach.
 *
 * @param limit the least, or the most
 * @param least whether it is the least
 */
record Bar(double limit, boolean least) {
  static Bar atLeast(double limit) {
    return new Bar(limit, true);
  }

  static Bar atMost(double limit) {
    return new Bar(limit, false);
  }

  /** Returns where a figure stands, in words that tell good from bad at a glance. */
  String judge(double figure) {
    if (least) {
      return (figure >= limit ? "above" : "BELOW") + " the bar of " + limit;
    }
    return (figure <= limit ? "within" : "BEYOND") + " the bar of " + limit;
  }
}
