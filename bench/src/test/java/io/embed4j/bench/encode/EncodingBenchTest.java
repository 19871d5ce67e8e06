package io.embed4j.bench.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.bench.SpeedReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EncodingBenchTest {
  @TempDir Path folder;

  private static int words(String sentence) {
    return sentence.split(" ").length;
  }

  @Test
  void sentencesHaveFiveToSixtyWordsOfMixedLengths() {
    List<String> sentences = Sentences.mixed(1000, 1);
    assertThat(sentences).allSatisfy(s -> assertThat(words(s)).isBetween(5, 60));
    assertThat(sentences.stream().filter(s -> words(s) > 40).count()).isBetween(100L, 250L);
    assertThat(sentences.stream().filter(s -> words(s) < 12).count()).isBetween(100L, 250L);
    assertThat(sentences).doesNotHaveDuplicates();
  }

  @Test
  void theSameSeedGivesTheSameSentences() {
    assertThat(Sentences.mixed(20, 1)).isEqualTo(Sentences.mixed(30, 1).subList(0, 20));
    assertThat(Sentences.mixed(20, 2)).isNotEqualTo(Sentences.mixed(20, 1));
  }

  @Test
  void aPercentileIsNotInterpolated() {
    double[] sorted = {1, 2, 3, 4};
    assertThat(EncodingSpeed.percentile(sorted, 0.5)).isEqualTo(2);
    assertThat(EncodingSpeed.percentile(sorted, 0.99)).isEqualTo(4);
  }

  @Test
  void barsAreJudged() {
    assertThat(Bar.atLeast(1.4).judge(1.4)).isEqualTo("above the bar of 1.4");
    assertThat(Bar.atLeast(1.4).judge(1.39)).isEqualTo("BELOW the bar of 1.4");
    assertThat(Bar.atMost(350).judge(350)).isEqualTo("within the bar of 350.0");
    assertThat(Bar.atMost(350).judge(351)).isEqualTo("BEYOND the bar of 350.0");
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> new EncodingOptions(List.of(), 10, 0, 1, 1))
        .hasMessage("--rounds must be at least 1, but is 0");
  }

  /** Runs all engines and fresh processes for real. */
  @Test
  void allPartsArePrintedAndWritten() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Path file = folder.resolve("encoding.json");
    SpeedReport report = new SpeedReport("generated", "all-minilm-l6-v2", 2);
    EncodingSpeed.run(
        new EncodingOptions(List.of(), 12, 1, 2, 1),
        report,
        new PrintStream(bytes, true, StandardCharsets.UTF_8));
    report.write(file, "./embed4j bench encoding", Optional.empty());
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("engines agree on 12 sentences", "12 sentences, ", "1 starts")
        .containsPattern("embed4j +[0-9.]+ sentences/s")
        .containsPattern("of-roofline +[0-9.]+ +(above|BELOW) the bar of 0.7")
        .containsPattern("embed4j-128-tokens +p50 +[0-9.]+ ms, p99");
    assertThat(file)
        .content()
        .contains("\"over-langchain4j\"", "\"over-onnxruntime\"", "\"first-embedding\"");
  }
}
