package io.embed4j.encode.compare;

import io.embed4j.encode.benchmark.Task;
import io.embed4j.encode.benchmark.Tasks;
import io.embed4j.encode.benchmark.data.BeirFiles;
import io.embed4j.encode.benchmark.data.DataSet;
import io.embed4j.encode.benchmark.data.Line;
import io.embed4j.encode.benchmark.data.PairFiles;
import io.embed4j.encode.benchmark.data.QuestionFiles;
import io.embed4j.encode.benchmark.data.ScoredPair;
import io.embed4j.encode.pretrain.RawTexts;
import io.embed4j.encode.tune.data.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that encoders of a language learn from and are measured by. The test part is in none of the
 * texts.
 *
 * @param language such as "en"
 * @param texts to learn the language from
 * @param train pairs to learn from which texts mean the same; scores from 0 to 1
 * @param valid pairs that tell the best of the encoders on the way
 * @param test pairs to measure by
 * @param retrieval what else to measure by
 * @param data folder of all data sets
 */
public record Corpus(
    String language,
    RawTexts texts,
    List<Example> train,
    List<Example> valid,
    List<ScoredPair> test,
    Optional<Task> retrieval,
    Path data) {
  private static final String STSB = "stsb-multi-mt-en-zh";
  private static final double BEST_SCORE = 5;

  /**
   * Returns English: glosses of WordNet (WN18RR), descriptions of FB15k-237, abstracts of SciFact,
   * and the sentences of the STS benchmark's train part, whose pairs are the pairs.
   *
   * @param data folder of all data sets
   */
  public static Corpus english(Path data) {
    List<String> texts = new ArrayList<>(fields(data, "wn18rr", "entity2text.txt"));
    texts.addAll(fields(data, "fb15k-237", "fb-entity2text-new.txt"));
    texts.addAll(BeirFiles.read(DataSet.find("scifact", data), "train").documents());
    return of("en", data, texts, Optional.of(Tasks.find("scifact")));
  }

  /**
   * Returns Chinese: passages of CMRC 2018 and RGB, and the sentences of the train part of the STS
   * benchmark, translated, whose pairs are the pairs.
   *
   * @param data folder of all data sets
   */
  public static Corpus chinese(Path data) {
    List<String> texts =
        new ArrayList<>(QuestionFiles.cmrc(DataSet.find("cmrc2018-dev", data)).documents());
    texts.addAll(QuestionFiles.rgb(DataSet.find("rgb-zh", data)).documents());
    return of("zh", data, texts, Optional.empty());
  }

  private static Corpus of(
      String language, Path data, List<String> texts, Optional<Task> retrieval) {
    List<ScoredPair> train = stsb(language, data, "train");
    train.stream()
        .flatMap(pair -> Stream.of(pair.first(), pair.second()))
        .distinct()
        .forEach(texts::add);
    List<String> lines = texts.stream().map(String::strip).filter(t -> !t.isEmpty()).toList();
    return new Corpus(
        language,
        new RawTexts(lines, 0, List.of()),
        examples(train),
        examples(stsb(language, data, "dev")),
        stsb(language, data, "test"),
        retrieval,
        data);
  }

  private static List<ScoredPair> stsb(String language, Path data, String part) {
    return PairFiles.csv(DataSet.find(STSB, data), "stsb-" + language + "-" + part + ".csv");
  }

  private static List<Example> examples(List<ScoredPair> pairs) {
    return pairs.stream()
        .map(p -> new Example(p.first(), p.second(), List.of(), p.score() / BEST_SCORE))
        .toList();
  }

  /** The second fields of lines "id, tab, text" of a graph's file. */
  private static List<String> fields(Path data, String graph, String file) {
    return DataSet.find(graph, data.resolve("kg")).lines(file).stream()
        .map(Line::text)
        .map(line -> line.substring(line.indexOf('\t') + 1))
        .toList();
  }
}
