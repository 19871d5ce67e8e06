package io.embed4j.encode.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.benchmark.data.ScoredPair;
import io.embed4j.encode.pretrain.EncoderShape;
import io.embed4j.encode.pretrain.RawTexts;
import io.embed4j.encode.tune.data.Example;
import io.embed4j.neural.family.Architecture.Recurrent.Reading;
import io.embed4j.neural.family.Architecture.Recurrent.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonTest {
  private static final List<Contender> SMALL =
      List.of(
          new Contender("gru", new EncoderShape.Recurrent(Unit.GRU, 8, 8, 1, Reading.FORWARD, 12)),
          new Contender("transformer", new EncoderShape.Bert(8, 1, 1, 16, 12)));

  @TempDir Path temp;

  private static Corpus corpus() {
    List<String> texts = new ArrayList<>();
    List<Example> pairs = new ArrayList<>();
    List<ScoredPair> test = new ArrayList<>();
    for (String who : List.of("a man", "a woman", "the dog", "the old grey cat")) {
      for (String what : List.of("plays", "sings a song", "sleeps", "runs home again")) {
        texts.add(who + " " + what);
        double score = who.contains("man") ? 1 : 0.25;
        pairs.add(new Example(who + " " + what, "a man " + what, List.of(), score));
        test.add(new ScoredPair(who + " " + what, "somebody " + what, 5 * score));
      }
    }
    return new Corpus(
        "en",
        new RawTexts(texts, 0, List.of()),
        pairs,
        pairs,
        test,
        Optional.empty(),
        Path.of("."));
  }

  private Comparison comparison(String folder) {
    CompareConfig config =
        new CompareConfig(
            SMALL,
            List.of("epochs=2", "vocabulary.size=60", "batch-tokens=30", "holdout.share=0.2"),
            List.of("loss=cosent", "epochs=2", "batch-size=4"));
    return new Comparison(temp.resolve(folder), corpus(), config, "experiments");
  }

  private static Map<String, Double> withoutSpeed(Map<String, Double> figures) {
    figures.keySet().removeIf(name -> name.endsWith("tokens/s") || name.equals("train seconds"));
    return figures;
  }

  @Test
  void aTrialThatIsStoppedAgainAndAgainFindsTheSame() throws IOException {
    try (Workers workers = new Workers(2)) {
      for (String folder : List.of("whole", "parts")) {
        comparison(folder).prepare(1, workers, Progress.NONE);
      }
      for (Contender contender : SMALL) {
        Map<String, Double> whole =
            comparison("whole")
                .run(contender, 1, workers, Progress.NONE, () -> false)
                .orElseThrow();
        Optional<Map<String, Double>> parts = Optional.empty();
        int stops = -1;
        for (; parts.isEmpty(); stops++) {
          AtomicInteger asked = new AtomicInteger();
          parts =
              comparison("parts")
                  .run(contender, 1, workers, Progress.NONE, () -> asked.incrementAndGet() > 12);
        }
        assertThat(stops).isPositive();
        assertThat(withoutSpeed(parts.get())).isEqualTo(withoutSpeed(whole));
        assertThat(whole)
            .containsKeys(
                "stsb spearman",
                "stsb spearman without pre-training",
                "stsb spearman, quarter 4 by length",
                "held-out loss");
        String figures = "en/" + contender.name() + "-1/figures.json";
        Files.writeString(temp.resolve("whole").resolve(figures), "{\"read\": 7}");
        assertThat(comparison("whole").run(contender, 1, workers, Progress.NONE, () -> true))
            .contains(Map.of("read", 7.0));
      }
    }
  }

  @Test
  void contendersHaveTheSameWordsAndAboutTheSameNumberOfParameters() {
    long[] sizes =
        Contender.all().stream().mapToLong(c -> size(c.shape().withVocabulary(1))).toArray();
    assertThat(sizes).hasSize(4);
    long least = LongStream.of(sizes).min().orElseThrow();
    assertThat((double) LongStream.of(sizes).max().orElseThrow() / least).isLessThan(1.1);
  }

  private static long size(io.embed4j.neural.family.Architecture architecture) {
    return architecture.create(1).parameters().stream().mapToLong(p -> p.size()).sum();
  }

  @Test
  void quartersHoldPairsOfRisingLength() {
    List<ScoredPair> pairs = new ArrayList<>();
    for (int words : new int[] {9, 1, 5, 3, 7, 2, 8, 4}) {
      pairs.add(new ScoredPair("a ".repeat(words), "a ".repeat(words + 1), 0));
    }
    Path bert = Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures", "bert");
    LengthQuarters quarters =
        LengthQuarters.of(pairs, io.embed4j.encode.token.Tokenizers.load(bert));
    assertThat(quarters.longest()).containsExactly(2.5, 4.5, 7.5, 9.5);
    assertThat(quarters.members().getFirst()).containsExactly(1, 5);
    assertThat(quarters.members().getLast()).containsExactly(6, 0);
  }

  @Test
  void gainsAreThoseOfTheSameSeed() {
    Map<String, Double> means =
        Figures.means(
            List.of(
                Map.of("stsb spearman", 0.7, "stsb spearman without pre-training", 0.6),
                Map.of("stsb spearman", 0.65, "stsb spearman without pre-training", 0.63)));
    assertThat(means.get("seeds")).isEqualTo(2);
    assertThat(means.get("gain of pre-training")).isCloseTo(0.06, within(1e-12));
    assertThat(means.get("least gain of pre-training")).isCloseTo(0.02, within(1e-12));
  }

  @Test
  void thePageKeepsWhatIsWrittenByHand() {
    Map<String, Double> figures =
        Map.of(
            "stsb spearman",
            0.7,
            "stsb spearman without pre-training",
            0.6,
            "parameters",
            1.5e6,
            "stsb spearman, quarter 1 by length",
            0.5,
            "longest of quarter 1",
            6.5);
    ComparisonPage page = new ComparisonPage("en", Map.of("lstm", figures));
    String before = "# Title\n\n<!-- en: begin -->\nold\n<!-- en: end -->\nfound\n";
    String after = page.replacedIn(before, "pictures");
    assertThat(after)
        .startsWith("# Title\n\n<!-- en: begin -->\n")
        .endsWith("<!-- en: end -->\nfound\n")
        .contains("| lstm | 1,500,000 | – | 60.0 | 70.0 |", "up to 6.5 tokens", "| 50.0 |")
        .contains("](pictures/en-quality.svg)")
        .doesNotContain("old");
    assertThat(page.replacedIn(after, "pictures")).isEqualTo(after);
    assertThat(page.pictures()).hasSize(3);
    assertThatThrownBy(() -> page.replacedIn("# Title\n", "pictures"))
        .isInstanceOf(DataFormatException.class);
  }
}
