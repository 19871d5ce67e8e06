package io.embed4j.encode.benchmark;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.benchmark.data.DataSet;
import io.embed4j.encode.benchmark.data.ScoredPair;
import io.embed4j.encode.benchmark.measure.Correlation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Semantic similarity: correlation of cosines with scores of people. */
record SimilarityTask(
    String name,
    String part,
    String dataSet,
    String description,
    Function<DataSet, List<ScoredPair>> reader)
    implements Task {
  @Override
  public TaskResult evaluate(VectorSource source, Path data, Progress progress) {
    List<ScoredPair> pairs = reader.apply(DataSet.find(dataSet, data));
    PairScores scores = PairScores.of(source, pairs, progress, name + " sentences");
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("spearman", Correlation.spearman(scores.cosines(), scores.given()));
    figures.put("pearson", Correlation.pearson(scores.cosines(), scores.given()));
    return new TaskResult(name, "spearman", figures, Map.of("pairs", pairs.size()));
  }
}
