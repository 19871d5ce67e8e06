package io.embed4j.encode.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.embed4j.core.run.Progress;
import io.embed4j.encode.benchmark.data.DataFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tasks on the real data, with vectors that anybody can compute: counts of pairs of letters. The
 * figures were worked out by another program, which read the files, compared in double precision
 * and took correlations from scipy and everything else from the definitions.
 */
class RealTaskTest {
  private static final int DIM = 257;

  private static final VectorSource PAIRS_OF_LETTERS =
      (texts, role) -> texts.stream().map(RealTaskTest::pairsOfLetters).toList();

  @BeforeEach
  void requireData() {
    Optional<Path> data = DataFiles.real();
    assumeTrue(data.isPresent(), "EMBED4J_DATA names no folder with texts: nothing to measure");
  }

  private static float[] pairsOfLetters(String text) {
    float[] counts = new float[DIM];
    for (int i = 0; i + 1 < text.length(); i++) {
      counts[(text.charAt(i) * 31 + text.charAt(i + 1)) % DIM]++;
    }
    return counts;
  }

  // Cosines that differ in the last bit are a tie here and none there, or the other way round.
  @ParameterizedTest
  @CsvSource({
    "stsb-en, spearman=0.60566 pearson=0.60884",
    "stsb-zh, spearman=0.55722 pearson=0.56451",
    "stsb-en-zh, spearman=0.10326 pearson=0.13863",
    "stsb-zh-cnsd, spearman=0.56669 pearson=0.57571",
    "pawsx-zh, average-precision=0.53877 accuracy=0.59100 f1=0.62281 spearman=0.10339",
    "scifact, ndcg@10=0.24957 mrr@10=0.22676 map=0.22707 recall@10=0.33778",
    "cmrc2018, ndcg@10=0.50893 mrr@10=0.46378 map=0.47346 recall@10=0.65331",
    "rgb-zh, ndcg@10=0.37962 mrr@10=0.56141 map=0.30274 recall@10=0.33995",
    "word-similarity, mean-spearman=0.01740",
    "analogy-en, accuracy=0.44208",
    "analogy-zh, accuracy=0.02060"
  })
  void figuresAreThoseOfAnotherProgram(String task, String expected) {
    Map<String, Double> figures =
        Tasks.find(task).evaluate(PAIRS_OF_LETTERS, Progress.NONE).figures();
    for (String figure : expected.split(" ", -1)) {
      String[] nameAndValue = figure.split("=", 2);
      assertThat(figures)
          .hasEntrySatisfying(
              nameAndValue[0],
              value ->
                  assertThat(value)
                      .as(nameAndValue[0])
                      .isEqualTo(Double.parseDouble(nameAndValue[1]), within(1e-4)));
    }
  }
}
