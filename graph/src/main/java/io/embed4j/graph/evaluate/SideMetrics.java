package io.embed4j.graph.evaluate;

/**
 * Metrics of the same triples asked from both ends.
 *
 * @param both all queries; the figure that papers report
 * @param tail the queries (head, relation, ?)
 * @param head the queries (?, relation, tail)
 */
public record SideMetrics(Metrics both, Metrics tail, Metrics head) {}
