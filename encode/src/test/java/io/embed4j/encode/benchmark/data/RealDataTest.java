package io.embed4j.encode.benchmark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.embed4j.encode.benchmark.data.WordFiles.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Counts of the published data sets, counted from their files by other programs. */
class RealDataTest {
  private static Path root() {
    return DataFiles.real().orElseThrow();
  }

  @BeforeEach
  void requireData() {
    Optional<Path> data = DataFiles.real();
    assumeTrue(data.isPresent(), "EMBED4J_DATA names no folder with texts: nothing to count");
  }

  @Test
  void stsBenchmark() {
    DataSet data = DataSet.find("stsb-multi-mt-en-zh", root());
    for (String language : List.of("en", "zh")) {
      assertThat(PairFiles.csv(data, "stsb-" + language + "-dev.csv")).hasSize(1500);
      assertThat(PairFiles.csv(data, "stsb-" + language + "-test.csv")).hasSize(1379);
    }
    ScoredPair first = PairFiles.crossed(data, "stsb-en-test.csv", "stsb-zh-test.csv").getFirst();
    assertThat(first).isEqualTo(new ScoredPair("A girl is styling her hair.", "一个女孩正在梳头。", 2.5));
  }

  @Test
  void chineseStsBenchmark() {
    DataSet data = DataSet.find("stsb-zh-cnsd", root());
    assertThat(PairFiles.tabs(data, "sts-b-dev.txt")).hasSize(1458);
    assertThat(PairFiles.tabs(data, "sts-b-test.txt")).hasSize(1361);
  }

  @Test
  void pawsx() {
    DataSet data = DataSet.find("pawsx-zh", root());
    List<ScoredPair> dev = PairFiles.pawsx(data, "dev_2k.tsv");
    List<ScoredPair> test = PairFiles.pawsx(data, "test_2k.tsv");
    assertThat(dev).hasSize(2000);
    assertThat(dev).filteredOn(pair -> pair.score() == 1).hasSize(853);
    assertThat(test).hasSize(2000);
    assertThat(test).filteredOn(pair -> pair.score() == 1).hasSize(894);
  }

  @Test
  void scifact() {
    RetrievalSet set = BeirFiles.read(DataSet.find("scifact", root()), "test");
    assertThat(set.documents()).hasSize(5183);
    assertThat(set.documentIds()).hasSize(5183);
    assertThat(set.queries()).hasSize(300);
    assertThat(set.judgementCount()).isEqualTo(339);
  }

  @Test
  void cmrc() {
    RetrievalSet set = QuestionFiles.cmrc(DataSet.find("cmrc2018-dev", root()));
    assertThat(set.documents()).hasSize(848);
    assertThat(set.queries()).hasSize(3219);
  }

  @Test
  void rgb() {
    RetrievalSet set = QuestionFiles.rgb(DataSet.find("rgb-zh", root()));
    assertThat(set.queries()).hasSize(300);
    assertThat(set.documents()).hasSize(7337); // distinct ones of 2,571 + 5,144
    assertThat(set.judgementCount())
        .isEqualTo(2494); // 77 of the 2,571 repeat one of the same query
  }

  @Test
  void words() {
    Map<String, List<ScoredPair>> sets =
        WordFiles.similarity(DataSet.find("word-similarity", root()));
    assertThat(sets.values().stream().map(List::size))
        .containsExactly(30, 3000, 287, 771, 65, 2034, 999, 3500, 144, 353, 252, 203, 130);
    DataSet data = DataSet.find("word-analogy", root());
    List<Section> google = WordFiles.analogies(data, List.of("questions-words.txt"));
    assertThat(google).hasSize(14);
    assertThat(google.stream().mapToInt(section -> section.questions().size()).sum())
        .isEqualTo(19544);
    List<Section> ca8 =
        WordFiles.analogies(data, List.of("CA8/morphological.txt", "CA8/semantic.txt"));
    assertThat(ca8.stream().mapToInt(section -> section.questions().size()).sum())
        .isEqualTo(10177 + 7636);
  }
}
