package io.embed4j.encode.benchmark;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a task found.
 *
 * @param task name of the task
 * @param mainMetric name of the figure to compare encoders by
 * @param figures by name, in the order in which they should be shown
 * @param counts how much was measured: pairs, queries, documents
 */
public record TaskResult(
    String task, String mainMetric, Map<String, Double> figures, Map<String, Integer> counts) {
  public TaskResult {
    if (!figures.containsKey(mainMetric)) {
      throw new IllegalArgumentException(
          "mainMetric must be one of " + figures.keySet() + ", but is " + mainMetric);
    }
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /** Returns the figure to compare encoders by. */
  public double main() {
    return figures.getOrDefault(mainMetric, Double.NaN);
  }
}
