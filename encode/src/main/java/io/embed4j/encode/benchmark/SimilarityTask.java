package io.embed4j.encode.benchmark;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.encode.benchmark.VectorSource.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Semantic textual similarity: the correlation of cosines with scores that people gave; Spearman
 * with average ranks is the main figure.
 *
 * @param file the end of its path in the data
 */
record SimilarityTask(String name, String about, String data, String file, Layout layout)
    implements Task {
  /** How a line holds two sentences and a score. */
  enum Layout {
    CSV,
    TABS
  }

  private record Pair(String first, String second, double score) {}

  @Override
  public TaskResult evaluate(VectorSource source, Path path) {
    List<Pair> pairs = pairs(new Archive(path).text(file), path);
    List<float[]> first = source.vectors(pairs.stream().map(Pair::first).toList(), Role.PLAIN);
    List<float[]> second = source.vectors(pairs.stream().map(Pair::second).toList(), Role.PLAIN);
    double[] cosines = Cosines.ofPairs(first, second);
    double[] scores = pairs.stream().mapToDouble(Pair::score).toArray();
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("spearman", Statistics.spearman(cosines, scores));
    figures.put("pearson", Statistics.pearson(cosines, scores));
    return new TaskResult(figures, Map.of("pairs", pairs.size()));
  }

  private List<Pair> pairs(String text, Path path) {
    CSVFormat format =
        layout == Layout.CSV ? CSVFormat.DEFAULT : CSVFormat.TDF.builder().setQuote(null).get();
    List<Pair> pairs = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(text, format)) {
      for (CSVRecord line : parser) {
        pairs.add(pair(line, path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
    if (pairs.isEmpty()) {
      throw new DataFormatException("%s, %s: there are no pairs in it".formatted(path, file));
    }
    return pairs;
  }

  private Pair pair(CSVRecord line, Path path) {
    try {
      return new Pair(line.get(0), line.get(1), Double.parseDouble(line.get(2)));
    } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
      throw new DataFormatException(
          "%s, %s, record %d: expected two sentences and a number, found %s"
              .formatted(path, file, line.getRecordNumber(), line.toList()));
    }
  }
}
