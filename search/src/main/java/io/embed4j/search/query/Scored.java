package io.embed4j.search.query;

/**
 * A document and how good it is; higher is better.
 *
 * @param document Lucene's number of it
 */
record Scored(int document, double score) {}
