package io.embed4j.graph.reason.recommend;

/**
 * Ratings to learn from, to choose settings by, and to report on.
 *
 * @param train to learn from
 * @param valid to choose settings by
 * @param test to report on
 */
public record RatingSplit(Ratings train, Ratings valid, Ratings test) {}
