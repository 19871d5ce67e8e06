package io.embed4j.encode.tune.adapter;

import io.embed4j.encode.tune.data.Example;
import io.embed4j.encode.tune.mine.HardNegatives.Vectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Questions and documents as vectors, each distinct text once.
 *
 * @param questions one a distinct first text
 * @param documents one a distinct other text
 * @param pairs which of them belong together
 */
public record AdapterData(List<float[]> questions, List<float[]> documents, List<Pair> pairs) {
  /**
   * A question, its answer and worse ones, by their numbers.
   *
   * @param negatives of documents
   */
  public record Pair(int question, int answer, List<Integer> negatives) {}

  /**
   * Makes vectors of the texts of examples.
   *
   * @param corpus more documents, to look for answers among
   */
  public static AdapterData of(
      List<Example> examples, List<String> corpus, Vectors questions, Vectors documents) {
    Map<String, Integer> first = new LinkedHashMap<>();
    Map<String, Integer> others = new LinkedHashMap<>();
    List<Pair> pairs = new ArrayList<>();
    for (Example example : examples) {
      List<Integer> negatives =
          example.negatives().stream().map(text -> number(others, text)).toList();
      pairs.add(
          new Pair(number(first, example.first()), number(others, example.second()), negatives));
    }
    corpus.forEach(text -> number(others, text));
    return new AdapterData(
        questions.of(List.copyOf(first.keySet())),
        documents.of(List.copyOf(others.keySet())),
        pairs);
  }

  private static int number(Map<String, Integer> numbers, String text) {
    return numbers.computeIfAbsent(text, key -> numbers.size());
  }
}
