package io.embed4j.encode.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same ids, types and offsets as the native tokenizers, for every tokenizer at hand. */
class OracleTest {
  private static final int LINES =
      Integer.parseInt(System.getenv().getOrDefault("EMBED4J_TOKEN_LINES", "1500"));
  private static final int MOST_SHOWN = 5;

  static Set<String> names() {
    return Samples.tokenizerFiles().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void hostileTextsGiveTheSame(String name) throws IOException {
    HostileTexts texts = new HostileTexts(20);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      lines.add(texts.next());
    }
    compare(name, lines);
  }

  private static void compare(String name, List<String> lines) throws IOException {
    byte[] json = Samples.tokenizerFiles().get(name);
    Tokenizer ours = Tokenizers.parse(name, json);
    List<String> differences = new ArrayList<>();
    int count = 0;
    try (NativeTokenizer theirs = new NativeTokenizer(json)) {
      for (String line : lines) {
        NativeTokenizer.Result expected = theirs.encode(line);
        NativeTokenizer.Result actual = NativeTokenizer.result(ours.encode(line), line);
        if (!actual.isLike(expected) && ++count <= MOST_SHOWN) {
          differences.add(escaped(line) + "\n  expected " + expected + "\n  but was  " + actual);
        }
      }
    }
    assertThat(differences).as("%d of %d lines differ for %s", count, lines.size(), name).isEmpty();
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      escaped.append(c >= ' ' && c < 0x7F ? "" + c : String.format("\\u%04X", (int) c));
    }
    return escaped.toString();
  }
}
