package io.embed4j.encode.tune;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.benchmark.Cosines;
import io.embed4j.encode.benchmark.RankingFigures;
import io.embed4j.encode.benchmark.Statistics;
import io.embed4j.encode.model.Recipe;
import io.embed4j.encode.text.Encoding;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.tune.Validation.Figure;
import io.embed4j.encode.tune.data.Example;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures an encoder on pairs that it is not trained on.
 *
 * @param encoder reads the weights as they are when it is asked
 * @param examples at least one
 */
public record PairValidator(
    TextEncoder encoder, List<Example> examples, Figure figure, Roles roles, Progress progress)
    implements Tuner.Validator {
  @Override
  public double score() {
    return switch (figure) {
      case SPEARMAN -> Statistics.spearman(cosines(), targets());
      case AVERAGE_PRECISION -> Statistics.averagePrecision(cosines(), labels());
      case NDCG -> ndcg();
    };
  }

  private List<float[]> vectors(List<String> texts, boolean first) {
    Recipe recipe = encoder.model().recipe();
    String prompt = first ? roles.firstPrompt(recipe) : roles.secondPrompt(recipe);
    return encoder.encodings(texts, prompt, progress).stream().map(Encoding::vector).toList();
  }

  private double[] cosines() {
    return Cosines.ofPairs(
        vectors(examples.stream().map(Example::first).toList(), true),
        vectors(examples.stream().map(Example::second).toList(), false));
  }

  private double[] targets() {
    return examples.stream().mapToDouble(Example::target).toArray();
  }

  private boolean[] labels() {
    boolean[] labels = new boolean[examples.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = examples.get(i).target() > 0.5;
    }
    return labels;
  }

  /** Questions are distinct first texts; documents are all distinct other texts. */
  private double ndcg() {
    Map<String, Map<String, Integer>> relevant = new LinkedHashMap<>();
    Map<String, Integer> documents = new LinkedHashMap<>();
    for (Example example : examples) {
      documents.putIfAbsent(example.second(), documents.size());
      example.negatives().forEach(text -> documents.putIfAbsent(text, documents.size()));
      relevant
          .computeIfAbsent(example.first(), key -> new LinkedHashMap<>())
          .put(name(documents.getOrDefault(example.second(), -1)), 1);
    }
    List<String> questions = List.copyOf(relevant.keySet());
    List<float[]> asked = vectors(questions, true);
    List<float[]> found = vectors(List.copyOf(documents.keySet()), false);
    List<String> names = new ArrayList<>();
    documents.values().forEach(number -> names.add(name(number)));
    RankingFigures figures = new RankingFigures();
    for (int q = 0; q < asked.size(); q++) {
      double[] scores = new double[found.size()];
      for (int d = 0; d < scores.length; d++) {
        scores[d] = Cosines.of(asked.get(q), found.get(d));
      }
      figures.add(
          RankingFigures.ranked(names, scores), relevant.getOrDefault(questions.get(q), Map.of()));
    }
    return figures.means().getOrDefault("ndcg@10", 0.0);
  }

  private static String name(int number) {
    return Integer.toString(number);
  }
}
