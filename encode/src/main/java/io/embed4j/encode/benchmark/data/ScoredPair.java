package io.embed4j.encode.benchmark.data;

/**
 * Two texts and what people said of them.
 *
 * @param score how alike they are; 1 and 0 where the question was yes or no
 */
public record ScoredPair(String first, String second, double score) {}
