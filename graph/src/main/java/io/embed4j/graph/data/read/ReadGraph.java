package io.embed4j.graph.data.read;

import io.embed4j.graph.data.KnowledgeGraph;

/**
 * A graph and what was found while it was read.
 *
 * @param graph the graph
 * @param report the counts
 */
public record ReadGraph(KnowledgeGraph graph, ReadReport report) {}
