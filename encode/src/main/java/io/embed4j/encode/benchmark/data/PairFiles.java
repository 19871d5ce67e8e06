package io.embed4j.encode.benchmark.data;

import io.embed4j.core.error.DataFormatException;
import java.util.ArrayList;
import java.util.List;

/** Readers of files of pairs. */
public final class PairFiles {
  private static final String PAWSX_HEADER = "id\tsentence1\tsentence2\tlabel";

  private PairFiles() {}

  /** Returns pairs of CSV lines "first,second,score", without a header. */
  public static List<ScoredPair> csv(DataSet data, String file) {
    List<ScoredPair> pairs = new ArrayList<>();
    for (Line line : data.lines(file)) {
      List<String> fields = line.commaFields(3);
      pairs.add(new ScoredPair(fields.get(0), fields.get(1), line.number(fields.get(2))));
    }
    return pairs;
  }

  /** Returns pairs of lines "first, tab, second, tab, score", without a header. */
  public static List<ScoredPair> tabs(DataSet data, String file) {
    List<ScoredPair> pairs = new ArrayList<>();
    for (Line line : data.lines(file)) {
      String[] fields = line.tabFields(3);
      pairs.add(new ScoredPair(fields[0], fields[1], line.number(fields[2])));
    }
    return pairs;
  }

  /** Returns the pairs of PAWS-X, with a header, where 1 is a paraphrase; quotes mean nothing. */
  public static List<ScoredPair> pawsx(DataSet data, String file) {
    List<Line> lines = data.lines(file);
    if (!lines.getFirst().text().equals(PAWSX_HEADER)) {
      throw lines.getFirst().fault("expected the header id, sentence1, sentence2, label");
    }
    if (lines.size() == 1) {
      throw lines.getFirst().fault("expected pairs below the header");
    }
    List<ScoredPair> pairs = new ArrayList<>();
    for (Line line : lines.subList(1, lines.size())) {
      String[] fields = line.tabFields(4);
      if (!fields[3].equals("0") && !fields[3].equals("1")) {
        throw line.fault("expected the label 0 or 1, found \"" + fields[3] + "\"");
      }
      pairs.add(new ScoredPair(fields[1], fields[2], line.number(fields[3])));
    }
    return pairs;
  }

  /**
   * Returns pairs across languages: the first text of each pair of one file with the second of the
   * same pair in another, whose scores must be the same.
   */
  public static List<ScoredPair> crossed(DataSet data, String firstFile, String secondFile) {
    List<ScoredPair> firsts = csv(data, firstFile);
    List<ScoredPair> seconds = csv(data, secondFile);
    if (firsts.size() != seconds.size()) {
      throw new DataFormatException(
          data + ": " + firstFile + " and " + secondFile + " differ in the number of pairs");
    }
    List<ScoredPair> pairs = new ArrayList<>();
    for (int i = 0; i < firsts.size(); i++) {
      ScoredPair first = firsts.get(i);
      ScoredPair second = seconds.get(i);
      if (first.score() != second.score()) {
        throw new DataFormatException(
            data + "/" + secondFile + ": pair " + (i + 1) + " has another score in " + firstFile);
      }
      pairs.add(new ScoredPair(first.first(), second.second(), first.score()));
    }
    return pairs;
  }
}
