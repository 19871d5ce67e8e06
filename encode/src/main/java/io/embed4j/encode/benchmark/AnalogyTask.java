package io.embed4j.encode.benchmark;

import io.embed4j.core.matrix.Matrix;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.benchmark.data.DataSet;
import io.embed4j.encode.benchmark.data.WordFiles;
import io.embed4j.encode.benchmark.data.WordFiles.Section;
import io.embed4j.encode.benchmark.measure.AnalogyAnswers;
import io.embed4j.encode.benchmark.measure.UnitRows;
import io.embed4j.encode.model.Role;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * Analogies: the share of right answers by 3CosAdd, in all and of each section. Candidates are the
 * words of the questions, because a source of vectors has no vocabulary; figures of word tables
 * whose candidates are hundreds of thousands of words are therefore lower.
 */
record AnalogyTask(String name, String part, String dataSet, String description, List<String> files)
    implements Task {
  @Override
  public TaskResult evaluate(VectorSource source, Path data, Progress progress) {
    List<Section> sections = WordFiles.analogies(DataSet.find(dataSet, data), files);
    SequencedMap<String, Integer> index = new LinkedHashMap<>();
    for (Section section : sections) {
      for (List<String> question : section.questions()) {
        question.forEach(word -> index.computeIfAbsent(word, added -> index.size()));
      }
    }
    List<String> words = List.copyOf(index.keySet());
    TextVectors vectors = TextVectors.of(source, words, Role.PLAIN, progress, name + " words");
    Matrix rows = UnitRows.of(vectors.of(words));
    Map<String, Double> figures = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    figures.put("accuracy", 0.0); // first in the order of showing
    int asked = 0;
    int answered = 0;
    try (Workers workers = Workers.all()) {
      for (Section section : sections) {
        int right = right(rows, section, index, workers);
        int questions = section.questions().size();
        figures.put("accuracy " + section.name(), share(right, questions));
        counts.put("questions " + section.name(), questions);
        asked += questions;
        answered += right;
      }
    }
    figures.put("accuracy", share(answered, asked));
    counts.put("questions", asked);
    counts.put("words", words.size());
    return new TaskResult(name, "accuracy", figures, counts);
  }

  private static int right(
      Matrix rows, Section section, Map<String, Integer> index, Workers workers) {
    int[][] questions =
        section.questions().stream()
            .map(
                words ->
                    words.stream()
                        .mapToInt(word -> Objects.requireNonNull(index.get(word)))
                        .toArray())
            .toArray(int[][]::new);
    int right = 0;
    for (boolean answer : AnalogyAnswers.right(rows, questions, workers)) {
      right += answer ? 1 : 0;
    }
    return right;
  }

  private static double share(int right, int questions) {
    return questions == 0 ? 0 : (double) right / questions;
  }
}
