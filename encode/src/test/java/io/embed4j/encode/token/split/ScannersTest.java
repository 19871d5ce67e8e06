package io.embed4j.encode.token.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.encode.token.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The scanners written by hand cut where the JDK's engine does. */
class ScannersTest {
  private static final String[] PARTS = {
    " ", "  ", "\t", "\n", "\r", "\r\n", "\u00A0", "\u2028", "a", "Zq", "é", "今", "😀", "1", "23",
    "٣", "½", "'", "'s", "'S", "'\u017F", "'ll", "'lL", "'re", "'VE", "'x", "'r", ".", "!?", "_",
    "\u0301", "\u200D", "\u0000", "\u001C", "\u0085", "ª", "ʰ", "Ⅷ", "𝟙", "𝔸"
  };

  static List<String> regexes() {
    return List.of(
        Gpt2Scanner.REGEX,
        DigitRunScanner.QWEN2_REGEX,
        DigitRunScanner.LLAMA3_REGEX,
        DigitRunScanner.CL100K_REGEX);
  }

  @ParameterizedTest
  @MethodSource("regexes")
  void bothCutAlike(String regex) {
    assertThat(Regexes.finder(regex)).isInstanceOf(Scanner.class);
    SplittableRandom random = new SplittableRandom(40);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder string = new StringBuilder();
      for (int k = random.nextInt(12); k >= 0; k--) {
        string.append(PARTS[random.nextInt(PARTS.length)]);
      }
      Text text = Text.of(string.toString());
      int from = random.nextInt(text.length());
      assertThat(parts(Regexes.finder(regex), text, from))
          .as("%s from %d of \"%s\"", regex, from, string)
          .isEqualTo(parts(Regexes.general(regex), text, from));
    }
  }

  private static List<String> parts(Finder finder, Text text, int from) {
    Matches matches = new Matches();
    finder.find(text, from, text.length(), matches);
    return IntStream.range(0, matches.count())
        .mapToObj(i -> matches.isMatch(i) + " " + text.string(matches.from(i), matches.to(i)))
        .toList();
  }

  @Test
  void brokenExpressionsAreRefused() {
    List<String> messages = new ArrayList<>();
    for (String regex : List.of("(a", "[\\W]", "a\\")) {
      assertThatThrownBy(() -> Regexes.finder(regex))
          .isInstanceOf(IllegalArgumentException.class)
          .satisfies(e -> messages.add(String.valueOf(e.getMessage())));
    }
    assertThat(messages)
        .containsExactly(
            "no regular expression: Unclosed group",
            "\\W in brackets is not supported: [\\W]",
            "nothing stands behind the last \\: a\\");
  }
}
