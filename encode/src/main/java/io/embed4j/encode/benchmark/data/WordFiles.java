package io.embed4j.encode.benchmark.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Readers of sets about single words. */
public final class WordFiles {
  /** The 13 English sets of word similarity, as their files are called. */
  private static final List<String> SIMILARITY =
      List.of(
          "MC-30",
          "MEN-TR-3k",
          "MTurk-287",
          "MTurk-771",
          "RG-65",
          "RW-STANFORD",
          "SIMLEX-999",
          "SimVerb-3500",
          "VERB-143",
          "WS-353-ALL",
          "WS-353-REL",
          "WS-353-SIM",
          "YP-130");

  private WordFiles() {}

  /**
   * Questions of one section: a is to b as c is to d.
   *
   * @param questions four words each
   */
  public record Section(String name, List<List<String>> questions) {}

  /** Returns word pairs by the name of their set. */
  public static Map<String, List<ScoredPair>> similarity(DataSet data) {
    Map<String, List<ScoredPair>> sets = new LinkedHashMap<>();
    for (String name : SIMILARITY) {
      sets.put(name, PairFiles.tabs(data, "EN-" + name + ".txt"));
    }
    return sets;
  }

  /** Returns the sections of files of analogies: ": name", then four words a line. */
  public static List<Section> analogies(DataSet data, List<String> files) {
    List<Section> sections = new ArrayList<>();
    for (String file : files) {
      List<Line> lines = data.lines(file);
      if (!lines.getFirst().text().startsWith(":")) {
        throw lines.getFirst().fault("expected a section, \": name\"");
      }
      for (Line line : lines) {
        if (line.text().startsWith(":")) {
          sections.add(new Section(line.text().substring(1).strip(), new ArrayList<>()));
        } else {
          sections.getLast().questions().add(fourWords(line));
        }
      }
      if (sections.getLast().questions().isEmpty()) {
        throw lines.getLast().fault("expected questions below the section");
      }
    }
    return sections;
  }

  private static List<String> fourWords(Line line) {
    List<String> words = List.of(line.text().strip().split("\\s+"));
    if (words.size() != 4) {
      throw line.fault("expected 4 words, found " + words.size());
    }
    return words;
  }
}
