package io.embed4j.graph.evaluate;

import java.util.Map;

/**
 * What an evaluation found.
 *
 * @param protocol how the figures came about
 * @param realistic the figures to report: ties at the mean rank
 * @param optimistic the same with ties won
 * @param pessimistic the same with ties lost
 * @param relations realistic figures of each relation of the ranked triples, by its id
 * @param classes realistic figures of classes of relations, by the name of the division (such as
 *     "cardinality"), then of the class (such as "1-N")
 */
public record Evaluation(
    Protocol protocol,
    SideMetrics realistic,
    SideMetrics optimistic,
    SideMetrics pessimistic,
    Map<Integer, SideMetrics> relations,
    Map<String, Map<String, SideMetrics>> classes) {}
