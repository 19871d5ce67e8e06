package io.embed4j.encode.benchmark;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.encode.benchmark.VectorSource.Role;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs that mean the same or do not, told apart by their cosine: average precision is the main
 * figure. The file has a heading and lines of number, sentence, sentence, 0 or 1.
 */
record ParaphraseTask(String name, String about, String data) implements Task {
  private static final String FILE = "test_2k.tsv";

  @Override
  public TaskResult evaluate(VectorSource source, Path path) {
    List<String[]> pairs =
        new Archive(path).lines(FILE).stream().skip(1).map(line -> fields(line, path)).toList();
    if (pairs.isEmpty()) {
      throw new DataFormatException("%s, %s: there are no pairs in it".formatted(path, FILE));
    }
    List<float[]> first = source.vectors(pairs.stream().map(p -> p[1]).toList(), Role.PLAIN);
    List<float[]> second = source.vectors(pairs.stream().map(p -> p[2]).toList(), Role.PLAIN);
    double[] cosines = Cosines.ofPairs(first, second);
    boolean[] same = new boolean[pairs.size()];
    for (int i = 0; i < same.length; i++) {
      same[i] = pairs.get(i)[3].strip().equals("1");
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("average-precision", Statistics.averagePrecision(cosines, same));
    figures.put("best-accuracy", Statistics.bestAccuracy(cosines, same));
    return new TaskResult(figures, Map.of("pairs", pairs.size()));
  }

  private static String[] fields(String line, Path path) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 4) {
      throw new DataFormatException(
          "%s, %s: expected 4 fields, found %d: %s".formatted(path, FILE, fields.length, line));
    }
    return fields;
  }
}
