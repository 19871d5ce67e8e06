package io.embed4j.encode.benchmark;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.benchmark.data.DataSet;
import io.embed4j.encode.benchmark.data.ScoredPair;
import io.embed4j.encode.benchmark.data.WordFiles;
import io.embed4j.encode.benchmark.measure.Correlation;
import io.embed4j.encode.model.Role;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Word similarity: Spearman's correlation on each of several sets, and its mean over the sets, in
 * which small and large ones count the same.
 */
record WordSimilarityTask(String name, String part, String dataSet, String description)
    implements Task {
  @Override
  public TaskResult evaluate(VectorSource source, Path data, Progress progress) {
    Map<String, List<ScoredPair>> sets = WordFiles.similarity(DataSet.find(dataSet, data));
    List<String> words =
        sets.values().stream()
            .flatMap(List::stream)
            .flatMap(pair -> Stream.of(pair.first(), pair.second()))
            .toList();
    TextVectors vectors = TextVectors.of(source, words, Role.PLAIN, progress, name + " words");
    Map<String, Double> figures = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    figures.put("mean-spearman", 0.0); // first in the order of showing
    sets.forEach(
        (set, pairs) -> {
          PairScores scores = PairScores.of(pairs, vectors);
          double spearman = Correlation.spearman(scores.cosines(), scores.given());
          figures.put("spearman " + set, spearman);
          figures.merge("mean-spearman", spearman / sets.size(), Double::sum);
          counts.put("pairs " + set, pairs.size());
        });
    return new TaskResult(name, "mean-spearman", figures, counts);
  }
}
