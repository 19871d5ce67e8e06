package io.embed4j.encode.benchmark;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.benchmark.data.DataSet;
import io.embed4j.encode.benchmark.data.ScoredPair;
import io.embed4j.encode.benchmark.measure.Correlation;
import io.embed4j.encode.benchmark.measure.ThresholdFigures;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Pair classification: whether a threshold on the cosine tells pairs that mean the same from
 * others. Spearman's correlation with the labels is there because C-MTEB measures PAWS-X by it.
 */
record PairClassificationTask(
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
    boolean[] labels = new boolean[pairs.size()];
    int positives = 0;
    for (int i = 0; i < labels.length; i++) {
      labels[i] = pairs.get(i).score() == 1;
      positives += labels[i] ? 1 : 0;
    }
    ThresholdFigures found = ThresholdFigures.of(scores.cosines(), labels);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("average-precision", found.averagePrecision());
    figures.put("accuracy", found.accuracy());
    figures.put("accuracy-threshold", found.accuracyThreshold());
    figures.put("f1", found.f1());
    figures.put("f1-threshold", found.f1Threshold());
    figures.put("precision", found.precision());
    figures.put("recall", found.recall());
    figures.put("spearman", Correlation.spearman(scores.cosines(), scores.given()));
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("pairs", pairs.size());
    counts.put("positive", positives);
    return new TaskResult(name, "average-precision", figures, counts);
  }
}
