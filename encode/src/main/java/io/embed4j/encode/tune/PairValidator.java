package io.embed4j.encode.tune;

import io.embed4j.core.math.Vectors;
import io.embed4j.core.run.Progress;
import io.embed4j.encode.benchmark.CosineIndex;
import io.embed4j.encode.benchmark.measure.Correlation;
import io.embed4j.encode.benchmark.measure.ThresholdFigures;
import io.embed4j.encode.model.Recipe;
import io.embed4j.encode.text.Encoding;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.tune.Validation.Figure;
import io.embed4j.encode.tune.data.Example;
import io.embed4j.neural.train.TrainingLoop;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures an encoder on pairs that it is not trained on.
 *
 * @param encoder reads the weights as they are when it is asked
 * @param examples at least one
 */
public record PairValidator(
    TextEncoder encoder, List<Example> examples, Figure figure, Roles roles, Progress progress)
    implements TrainingLoop.Validator {
  @Override
  public double score() {
    return switch (figure) {
      case SPEARMAN -> Correlation.spearman(cosines(), targets());
      case AVERAGE_PRECISION -> ThresholdFigures.of(cosines(), labels()).averagePrecision();
      case NDCG -> ndcg();
    };
  }

  private List<float[]> vectors(List<String> texts, boolean first) {
    Recipe recipe = encoder.model().recipe();
    String prompt = first ? roles.firstPrompt(recipe) : roles.secondPrompt(recipe);
    return encoder.encodings(texts, prompt, progress).stream().map(Encoding::vector).toList();
  }

  private double[] cosines() {
    List<float[]> first = vectors(examples.stream().map(Example::first).toList(), true);
    List<float[]> second = vectors(examples.stream().map(Example::second).toList(), false);
    double[] cosines = new double[first.size()];
    for (int i = 0; i < cosines.length; i++) {
      cosines[i] = Vectors.cosine(first.get(i), 0, second.get(i), 0, first.get(i).length);
    }
    return cosines;
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
    Map<String, Set<Integer>> relevant = new LinkedHashMap<>();
    Map<String, Integer> documents = new LinkedHashMap<>();
    for (Example example : examples) {
      int place = documents.computeIfAbsent(example.second(), key -> documents.size());
      example.negatives().forEach(text -> documents.computeIfAbsent(text, key -> documents.size()));
      relevant.computeIfAbsent(example.first(), key -> new LinkedHashSet<>()).add(place);
    }
    CosineIndex index = CosineIndex.of(vectors(List.copyOf(documents.keySet()), false));
    List<float[]> questions = vectors(List.copyOf(relevant.keySet()), true);
    return index.ndcg(questions, List.copyOf(relevant.values()));
  }
}
