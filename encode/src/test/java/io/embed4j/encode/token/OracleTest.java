package io.embed4j.encode.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same ids, types and offsets as the native tokenizers, for every tokenizer at hand.
 * EMBED4J_TOKEN_LINES says how many lines of each kind are compared.
 */
class OracleTest {
  private static final int LINES =
      Integer.parseInt(System.getenv().getOrDefault("EMBED4J_TOKEN_LINES", "250"));
  private static final int MEGABYTE = 1 << 20;

  static Set<String> names() {
    return Samples.tokenizerFiles().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void hostileTextsGiveTheSame(String name) throws IOException {
    compare(name, HostileTexts.list(20, LINES));
  }

  @ParameterizedTest
  @MethodSource("names")
  void linesOfTheDataSetsGiveTheSame(String name) throws IOException {
    Optional<Path> folder = DataLines.folder();
    assumeTrue(folder.isPresent(), "EMBED4J_DATA names no folder with texts: nothing to draw from");
    compare(name, DataLines.draw(folder.orElseThrow(), LINES));
  }

  @ParameterizedTest
  @MethodSource("names")
  void pairsGiveTheSame(String name) throws IOException {
    byte[] json = Samples.tokenizerFile(name);
    Tokenizer ours = Tokenizers.parse(name, json);
    List<String> texts = HostileTexts.list(21, LINES / 5);
    try (NativeTokenizer theirs = new NativeTokenizer(json)) {
      for (int i = 0; i + 1 < texts.size(); i += 2) {
        String first = texts.get(i);
        String second = texts.get(i + 1);
        assertThat(NativeTokenizer.result(ours.encodePair(first, second), first, second))
            .asString()
            .isEqualTo(theirs.encodePair(first, second).toString());
      }
    }
  }

  /** A word of a megabyte takes seconds at worst, not hours; one tokenizer of each kind. */
  @ParameterizedTest
  @ValueSource(strings = {"all-minilm-l6-v2", "roberta", "llama", "xlm-roberta", "qwen2"})
  void aVeryLongWordGivesTheSame(String name) throws IOException {
    SplittableRandom random = new SplittableRandom(22);
    StringBuilder word = new StringBuilder();
    while (word.length() < MEGABYTE) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    compare(name, List.of(word.toString()));
  }

  private static void compare(String name, List<String> lines) throws IOException {
    Comparison.assertSame(name, Samples.tokenizerFile(name), lines);
  }
}
