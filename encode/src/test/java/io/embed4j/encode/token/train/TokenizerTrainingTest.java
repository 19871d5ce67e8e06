package io.embed4j.encode.token.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.error.ConfigException;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.token.EncodeOptions;
import io.embed4j.encode.token.Tokenizer;
import io.embed4j.encode.token.Tokenizers;
import io.embed4j.encode.token.Truncation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside what the tokenizers library and SentencePiece make of the same texts. */
class TokenizerTrainingTest {
  private static final Path FIXTURE =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures", "vocabulary");
  private static final EncodeOptions BARE = new EncodeOptions(false, Truncation.NONE);

  @TempDir Path folder;

  private static TrainedTokenizer train(
      List<String> texts, VocabularySettings settings, int threads) {
    try (Workers workers = new Workers(threads)) {
      return TokenizerTraining.train(texts.iterator(), settings, workers, Progress.NONE);
    }
  }

  private static List<String> lines(String name) throws IOException {
    return Files.readAllLines(FIXTURE.resolve(name + ".txt"));
  }

  private static JsonNode expected(String kind, String language) throws IOException {
    return new ObjectMapper()
        .readTree(FIXTURE.resolve("expected.json").toFile())
        .get(kind)
        .get(language);
  }

  private static Set<String> tokens(Tokenizer tokenizer) {
    Set<String> tokens = new HashSet<>();
    IntStream.range(0, tokenizer.vocabularySize()).forEach(id -> tokens.add(tokenizer.token(id)));
    return tokens;
  }

  private static int count(Tokenizer tokenizer, List<String> texts) {
    return texts.stream().mapToInt(text -> tokenizer.encode(text, BARE).length()).sum();
  }

  private static VocabularySettings.WordPiece wordPiece(int size) {
    return new VocabularySettings.WordPiece(size, true, 6000, 2);
  }

  private static VocabularySettings.Unigram unigram(int size) {
    return new VocabularySettings.Unigram(size, true, 6000, 100_000, 16);
  }

  /** Of equally frequent pairs the library chooses by chance, so some tokens differ by run. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void wordPieceHasTheTokensOfTheLibrary(String language) throws IOException {
    JsonNode expected = expected("wordpiece", language);
    int size = expected.get("size").intValue();
    Tokenizer tokenizer = train(lines(language + "-train"), wordPiece(size), 2).tokenizer();
    Set<String> always = new HashSet<>();
    expected.get("tokens_of_every_run").forEach(token -> always.add(token.textValue()));
    Set<String> possible = new HashSet<>(always);
    expected.get("tokens_of_some_runs").forEach(token -> possible.add(token.textValue()));
    Set<String> ours = tokens(tokenizer);
    assertThat(ours).hasSize(size);
    Set<String> missing = new HashSet<>(always);
    missing.removeAll(ours);
    Set<String> other = new HashSet<>(ours);
    other.removeAll(possible);
    other.removeIf(token -> token.matches("(##)?.")); // ours are complete, theirs are not
    assertThat(other).hasSizeLessThan(size / 50);
    assertThat(missing).hasSizeLessThan(size / 25);
    int heldOut = expected.get("held_out_tokens").intValue();
    assertThat(count(tokenizer, lines(language + "-held-out")))
        .isBetween(heldOut * 99 / 100, heldOut * 101 / 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void unigramCutsAsFewTokensAsSentencePiece(String language) throws IOException {
    JsonNode expected = expected("unigram", language);
    int size = expected.get("size").intValue();
    Tokenizer tokenizer = train(lines(language + "-train"), unigram(size), 2).tokenizer();
    assertThat(tokenizer.vocabularySize()).isEqualTo(size);
    assertThat(count(tokenizer, lines(language + "-train")))
        .isLessThan(expected.get("train_tokens").intValue() * 101 / 100);
    assertThat(count(tokenizer, lines(language + "-held-out")))
        .isLessThan(expected.get("held_out_tokens").intValue() * 102 / 100);
  }

  /** The example of Hugging Face's course, with ## inside of words. */
  @Test
  void wordPieceMergesTheMostFrequentPairFirst() {
    List<String> texts = new ArrayList<>();
    texts.addAll(Collections.nCopies(10, "hug"));
    texts.addAll(Collections.nCopies(5, "pug"));
    texts.addAll(Collections.nCopies(12, "pun"));
    texts.addAll(Collections.nCopies(4, "bun"));
    texts.addAll(Collections.nCopies(5, "hugs"));
    Tokenizer tokenizer = train(texts, wordPiece(5 + 14 + 3), 1).tokenizer();
    assertThat(IntStream.range(19, 22).mapToObj(tokenizer::token))
        .containsExactly("##ug", "##un", "hug");
  }

  static Stream<VocabularySettings> settings() {
    return Stream.of(wordPiece(1200), unigram(1200));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void neitherThreadsNorTheOrderOfTextsMatter(VocabularySettings settings) throws IOException {
    List<String> texts = new ArrayList<>(lines("en-train"));
    texts.addAll(lines("zh-train"));
    byte[] first = file(train(texts, settings, 1));
    Collections.shuffle(texts, new Random(3));
    assertThat(file(train(texts, settings, 3))).isEqualTo(first);
  }

  private byte[] file(TrainedTokenizer trained) throws IOException {
    trained.write(folder, 128);
    return Files.readAllBytes(folder.resolve("tokenizer.json"));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void textsOfTheSameLettersHaveNoUnknownTokenAndComeBack(VocabularySettings settings)
      throws IOException {
    List<String> texts = new ArrayList<>(lines("en-train"));
    texts.addAll(lines("zh-train"));
    Tokenizer tokenizer = train(texts, settings, 2).tokenizer();
    int unknown = tokenizer.id("[UNK]").orElseThrow();
    for (String text : texts) {
      assertThat(tokenizer.encode(text).ids()).doesNotContain(unknown);
    }
    for (String text : List.of("xylophone quizzes", "a new zebra", "知识图谱向量模型")) {
      assertThat(tokenizer.encode(text).ids()).doesNotContain(unknown);
      assertThat(tokenizer.decode(tokenizer.encode(text).ids()).replace(" ", ""))
          .isEqualTo(text.replace(" ", ""));
    }
    assertThat(tokenizer.encode("☃").ids()).contains(unknown);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theFilesAreReadAsTheyWereWritten(VocabularySettings settings) throws IOException {
    List<String> texts = lines("en-train");
    TrainedTokenizer trained = train(texts, settings, 2);
    trained.write(folder, 128);
    Tokenizer read = Tokenizers.load(folder);
    Files.delete(folder.resolve("tokenizer.json"));
    boolean older = settings instanceof VocabularySettings.WordPiece;
    Tokenizer old = older ? Tokenizers.load(folder) : read;
    for (String text : texts) {
      int[] ids = trained.tokenizer().encode(text).ids();
      assertThat(read.encode(text).ids()).isEqualTo(ids);
      assertThat(old.encode(text).ids()).isEqualTo(ids);
    }
    assertThat(read.encodePair("a", "b").typeIds()).containsExactly(0, 0, 0, 1, 1);
  }

  @Test
  void faultsSayWhatToDo() {
    assertThatThrownBy(() -> train(List.of(" ", ""), wordPiece(100), 1))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("there are no words to make a vocabulary of");
    assertThatThrownBy(() -> train(List.of("abc def"), wordPiece(10), 1))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "vocabulary size must leave room for 5 special tokens and 12 of single characters, but is 10;"
                + " raise it, or lower alphabet");
    assertThatThrownBy(() -> train(List.of("abc def"), unigram(10), 1))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "vocabulary size must leave room for 5 special tokens and 7 of single characters, but is 10;"
                + " raise it, or lower alphabet");
    assertThatThrownBy(() -> new VocabularySettings.WordPiece(0, true, 1, 1))
        .hasMessage("size must be positive, but is 0");
  }
}
