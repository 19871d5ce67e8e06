package io.embed4j.graph.reason.recommend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What a method reaches on the test part.
 *
 * @param method which one
 * @param settings what validation chose
 * @param epochs the epoch that validation chose, for each seed; 0 of a method without epochs
 * @param means figures by name, the most important first: means over the seeds
 * @param deviation standard deviation of the first figure over the seeds, 0 of one seed
 */
public record MethodFigures(
    Method method,
    String settings,
    List<Integer> epochs,
    SequencedMap<String, Double> means,
    double deviation) {
  static MethodFigures of(
      Method method,
      String settings,
      List<Integer> epochs,
      List<SequencedMap<String, Double>> runs) {
    SequencedMap<String, Double> means = new LinkedHashMap<>();
    for (String name : runs.getFirst().keySet()) {
      means.put(
          name,
          runs.stream().mapToDouble(run -> run.getOrDefault(name, 0.0)).average().orElseThrow());
    }
    String first = means.firstEntry().getKey();
    double mean = means.firstEntry().getValue();
    double squares =
        runs.stream().mapToDouble(run -> Math.pow(run.getOrDefault(first, 0.0) - mean, 2)).sum();
    double deviation = runs.size() < 2 ? 0 : Math.sqrt(squares / (runs.size() - 1));
    return new MethodFigures(method, settings, List.copyOf(epochs), means, deviation);
  }
}
