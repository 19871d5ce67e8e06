package io.embed4j.encode.benchmark;

import java.util.Map;

/**
 * What a task measured.
 *
 * @param figures by their names, the main one first
 * @param counts of what there was to measure with, such as "pairs"
 */
public record TaskResult(Map<String, Double> figures, Map<String, Integer> counts) {}
