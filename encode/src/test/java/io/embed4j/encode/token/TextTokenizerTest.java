package io.embed4j.encode.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a tokenizer does with its tokens: shortening, special tokens, ids, text again. */
class TextTokenizerTest {
  private static final String FIRST = "Knowledge graphs store facts about the world.";
  private static final String SECOND = "Über café naïve: 今天天气很好, unbelievable unhappiness!";
  private static final int LONG = 1 << 18;

  static Set<String> names() {
    return Samples.tokenizerFiles().keySet();
  }

  private static Tokenizer tokenizer(String name) {
    return Tokenizers.parse(name, Samples.tokenizerFile(name));
  }

  @ParameterizedTest
  @MethodSource("names")
  void shorteningGivesTheSame(String name) throws IOException {
    byte[] json = Samples.tokenizerFile(name);
    Tokenizer ours = Tokenizers.parse(name, json);
    Map<Truncation.Strategy, String> strategies =
        Map.of(
            Truncation.Strategy.LONGEST_FIRST, "longest_first",
            Truncation.Strategy.ONLY_FIRST, "only_first",
            Truncation.Strategy.ONLY_SECOND, "only_second");
    int full = ours.encodePair(FIRST, SECOND).length();
    for (var strategy : strategies.entrySet()) {
      for (int length : new int[] {full - 1, full - 4, full, full + 3, full - 7}) {
        Truncation truncation = new Truncation(length, strategy.getKey(), Truncation.Side.RIGHT);
        Tokens actual = ours.encodePair(FIRST, SECOND, EncodeOptions.DEFAULT.truncated(truncation));
        try (NativeTokenizer theirs = new NativeTokenizer(json, strategy.getValue(), length)) {
          assertThat(NativeTokenizer.result(actual, FIRST, SECOND))
              .asString()
              .isEqualTo(theirs.encodePair(FIRST, SECOND).toString());
        }
        assertThat(actual.truncated()).isEqualTo(Math.max(0, full - length));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"12, 4, 4", "11, 4, 4", "10, 3, 4", "9, 3, 3", "8, 2, 3", "4, 0, 1", "3, 0, 0"})
  void bothTextsAreCutWhereBothAreLong(int length, int first, int second) {
    Tokenizer tokenizer = tokenizer("all-minilm-l6-v2");
    Tokens tokens = tokenizer.encodePair("a b c d", "e f g h", EncodeOptions.DEFAULT.upTo(length));
    assertThat(count(tokens, 0)).isEqualTo(first);
    assertThat(count(tokens, 1)).isEqualTo(second);
    assertThat(tokens.length()).isEqualTo(3 + first + second);
    assertThat(tokens.truncated()).isEqualTo(8 - first - second);
  }

  private static long count(Tokens tokens, int text) {
    return Arrays.stream(tokens.texts()).filter(t -> t == text).count();
  }

  @Test
  void theLeftSideCanBeCut() {
    Tokenizer tokenizer = tokenizer("all-minilm-l6-v2");
    int[] all = tokenizer.encode(FIRST).ids();
    Truncation left = new Truncation(5, Truncation.Strategy.LONGEST_FIRST, Truncation.Side.LEFT);
    int n = all.length;
    assertThat(tokenizer.encode(FIRST, EncodeOptions.DEFAULT.truncated(left)).ids())
        .containsExactly(all[0], all[n - 4], all[n - 3], all[n - 2], all[n - 1]);
    assertThat(tokenizer.encode(FIRST, EncodeOptions.DEFAULT.upTo(5)).ids())
        .containsExactly(all[0], all[1], all[2], all[3], all[n - 1]);
  }

  @Test
  void whatCannotBeShortenedIsRefused() {
    Tokenizer tokenizer = tokenizer("all-minilm-l6-v2");
    EncodeOptions second =
        EncodeOptions.DEFAULT.truncated(
            new Truncation(5, Truncation.Strategy.ONLY_SECOND, Truncation.Side.RIGHT));
    assertThatThrownBy(() -> tokenizer.encode(FIRST, second))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("strategy must not be ONLY_SECOND where there is one text only");
    assertThatThrownBy(() -> tokenizer.encodePair(FIRST, "a", second))
        .hasMessage("maxLength must leave room for the text that ONLY_SECOND keeps, but is 5");
    assertThatThrownBy(() -> tokenizer.encode(FIRST, EncodeOptions.DEFAULT.upTo(1)))
        .hasMessage("maxLength must leave room for 2 special tokens, but is 1");
    assertThatThrownBy(() -> Truncation.to(0)).hasMessage("maxLength must be at least 1, but is 0");
  }

  @Test
  void theSuggestedLengthIsThereButNotObeyed() {
    Tokenizer tokenizer = tokenizer("all-minilm-l6-v2");
    assertThat(tokenizer.suggestedTruncation()).isEqualTo(Truncation.to(128));
    assertThat(tokenizer.encode("word ".repeat(300)).length()).isEqualTo(302);
    assertThat(tokenizer("bge-small-zh-v1.5").suggestedTruncation()).isEqualTo(Truncation.NONE);
  }

  @ParameterizedTest
  @MethodSource("names")
  void specialTokensCanBeLeftOut(String name) {
    Tokenizer tokenizer = tokenizer(name);
    Tokens with = tokenizer.encodePair(FIRST, SECOND);
    Tokens without =
        tokenizer.encodePair(FIRST, SECOND, EncodeOptions.DEFAULT.withoutSpecialTokens());
    int[] kept = IntStream.range(0, with.length()).filter(i -> !with.isSpecial(i)).toArray();
    assertThat(without.ids()).isEqualTo(Arrays.stream(kept).map(i -> with.ids()[i]).toArray());
    assertThat(without.typeIds())
        .isEqualTo(Arrays.stream(kept).map(i -> with.typeIds()[i]).toArray());
    assertThat(without.texts()).doesNotContain(-1);
  }

  @ParameterizedTest
  @MethodSource("names")
  void idsAndTokensBelongTogether(String name) {
    Tokenizer tokenizer = tokenizer(name);
    int found = 0;
    for (int id = 0; id < tokenizer.vocabularySize(); id++) {
      if (tokenizer.id(tokenizer.token(id)).orElse(-1) == id) {
        found++;
      }
    }
    assertThat(found).isEqualTo(tokenizer.vocabularySize());
    assertThat(tokenizer.id("no such token")).isEmpty();
    assertThatThrownBy(() -> tokenizer.token(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("id must be that of a token, but is -1");
  }

  @ParameterizedTest
  @MethodSource("names")
  void textsComeBackAsTheNativeOnesSay(String name) throws IOException {
    byte[] json = Samples.tokenizerFile(name);
    Tokenizer ours = Tokenizers.parse(name, json);
    try (NativeTokenizer theirs = new NativeTokenizer(json)) {
      for (String text : HostileTexts.list(50, 100)) {
        int[] ids = ours.encode(text).ids();
        assertThat(ours.decode(ids)).as(text).isEqualTo(theirs.decode(ids));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void brokenSurrogatesBecomeReplacements(String name) {
    Tokenizer tokenizer = tokenizer(name);
    assertThat(tokenizer.encode("a\uD83Db \uDE00 x\uD83D").ids())
        .isEqualTo(tokenizer.encode("a\uFFFDb \uFFFD x\uFFFD").ids());
  }

  @ParameterizedTest
  @MethodSource("names")
  @Timeout(20)
  void noVeryLongTextTakesQuadraticTime(String name) {
    Tokenizer tokenizer = tokenizer(name);
    for (String part :
        List.of("a", " ", "\u0301\u0316", "👩‍", "'", "今", "[MASK]", "ab ", "\n", "é")) {
      String text = part.repeat(LONG / part.length());
      assertThat(tokenizer.encode(text).length()).as(part).isPositive();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void threadsDoNotDisturbEachOther(String name) throws InterruptedException, ExecutionException {
    List<String> texts = HostileTexts.list(51, 200);
    Tokenizer fresh = tokenizer(name);
    List<int[]> expected = texts.stream().map(text -> fresh.encode(text).ids()).toList();
    Tokenizer shared = tokenizer(name);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<List<int[]>>> results =
          IntStream.range(0, 4)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> texts.stream().map(text -> shared.encode(text).ids()).toList()))
              .toList();
      for (Future<List<int[]>> result : results) {
        for (int i = 0; i < texts.size(); i++) {
          assertThat(result.get().get(i)).isEqualTo(expected.get(i));
        }
      }
    }
  }
}
