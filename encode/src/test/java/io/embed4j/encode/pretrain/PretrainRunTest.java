package io.embed4j.encode.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.error.ConfigException;
import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.DivergedException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.token.Tokenizer;
import io.embed4j.encode.token.Tokenizers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainRunTest {
  private static final PretrainOrigin ORIGIN =
      new PretrainOrigin(
          List.of("texts.txt"),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          "embed4j pretrain",
          "0");

  @TempDir Path temp;

  /** A made-up language: what follows an animal says which animal it was. */
  private static RawTexts texts(int count) {
    String[] animals = {"cat", "dog", "cow", "bird"};
    String[] sounds = {"meows", "barks", "moos", "sings"};
    String[] places = {"in the garden", "at home", "on the roof", "by the river"};
    SplittableRandom random = new SplittableRandom(5);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int animal = random.nextInt(animals.length);
      String place = places[random.nextInt(places.length)];
      texts.add("the " + animals[animal] + " always " + sounds[animal] + " " + place);
    }
    return new RawTexts(texts, 0, List.of());
  }

  private static PretrainConfig config(String... settings) {
    ConfigSource source =
        ConfigSource.text(
            "test",
            """
            encoder: {type: bert, width: 32, layers: 1, heads: 2, inner: 64, positions: 12}
            vocabulary: {type: word-piece, size: 80}
            epochs: 4
            batch-tokens: 150
            optimizer: {learning-rate: 5e-3}
            holdout: {share: 0.1}
            """);
    for (String setting : settings) {
      source = source.with(setting);
    }
    return PretrainConfig.read(PretrainConfig.defaults(), source);
  }

  private static PretrainJob job(int texts) {
    return new PretrainJob(texts(texts), Optional.empty());
  }

  private RunFolder folder(String name) {
    return new RunFolder(temp.resolve(name));
  }

  private PretrainRun create(String name, PretrainConfig config, Workers workers) {
    return PretrainRun.create(folder(name), ORIGIN, config, job(300), workers, Progress.NONE);
  }

  private byte[] weights(String name) throws IOException {
    return Files.readAllBytes(folder(name).model().resolve("model.safetensors"));
  }

  private static BooleanSupplier after(int questions) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > questions;
  }

  /**
   * Of the seven words of a text, four are always the same, one is known from its neighbour, and
   * the place is one of four with a surprise of log 4 / 3 words at most. A model that learns only
   * how frequent words are would pay more than 2 nats a token.
   */
  @ParameterizedTest
  @ValueSource(strings = {"bert", "recurrent"})
  void hiddenTokensAreGuessedFromTheirNeighbours(String encoder) {
    PretrainConfig config =
        encoder.equals("bert")
            ? config("epochs=16")
            : config("encoder=recurrent", "encoder.positions=12", "epochs=16");
    try (Workers workers = new Workers(2)) {
      PretrainRun run = create("learning", config, workers);
      List<Double> scores = new ArrayList<>();
      run.train(Progress.NONE, () -> false, report -> scores.add(report.score().orElseThrow()));
      assertThat(scores.getFirst()).isLessThan(-3.5); // log of the number of tokens, about
      assertThat(scores.getLast()).isGreaterThan(-0.7); // weights of deviation 0.02 stay at −1.07
      assertThat(run.bestScore().orElseThrow()).isGreaterThanOrEqualTo(scores.getLast());
    }
    try (TextEncoder encoded = TextEncoder.load(folder("learning").model())) {
      assertThat(encoded.encode("the cat always meows at home")).hasSize(encoded.dim());
    }
  }

  @Test
  void aKilledRunEndsWithTheSameBitsOnAnyNumberOfThreads() throws IOException {
    PretrainConfig config = config("pass-tokens=60", "holdout.times-per-epoch=2", "epochs=2");
    try (Workers one = new Workers(1);
        Workers three = new Workers(3)) {
      assertThat(create("whole", config, one).train(Progress.NONE, () -> false, r -> {})).isTrue();
      assertThat(create("parts", config, three).train(Progress.NONE, after(3), r -> {})).isFalse();
      PretrainRun second = PretrainRun.resume(folder("parts"), job(300), one);
      assertThat(second.steps()).isEqualTo(3);
      assertThat(second.train(Progress.NONE, after(11), r -> {})).isFalse();
      PretrainRun third = PretrainRun.resume(folder("parts"), job(300), three);
      assertThat(third.train(Progress.NONE, () -> false, r -> {})).isTrue();
    }
    assertThat(weights("parts")).isEqualTo(weights("whole"));
    assertThat(Files.readAllLines(folder("parts").metrics())).hasSize(5);
    assertThat(folder("whole").report()).content().contains("Validation by step", "width: 32");
    assertThat(folder("whole").model().resolve("README.md"))
        .content()
        .contains("library_name: sentence-transformers", "embed4j tune --model", "width: 32");
  }

  @Test
  void theEncoderCanBeTunedAndHasTheNamesOfBert() {
    try (Workers workers = new Workers(2)) {
      create("names", config("epochs=1"), workers).train(Progress.NONE, () -> false, r -> {});
    }
    var encoder = EncoderFolder.readForTraining(folder("names").model());
    assertThat(encoder.parameters())
        .extracting(Object::toString)
        .anyMatch(n -> n.contains("bert."));
    assertThat(encoder.encoder().recipe().maxTokens()).isEqualTo(12);
    assertThat(
            io.embed4j.neural.family.Families.loadMaskedLanguageModel(folder("names").model(), 9)
                .head()
                .bias()
                .values())
        .doesNotContain(0f); // the head that was learnt, not a new one
  }

  @Test
  void anEncoderThatIsThereLearnsTheLanguageOfOtherTextsAndCanBeResumed() throws IOException {
    try (Workers workers = new Workers(2)) {
      create("first", config("epochs=2"), workers).train(Progress.NONE, () -> false, r -> {});
      PretrainJob next = new PretrainJob(texts(200), Optional.of(folder("first").model()));
      PretrainOrigin origin =
          new PretrainOrigin(
              List.of("other.txt"),
              Optional.of("first"),
              Optional.empty(),
              Optional.empty(),
              0,
              "embed4j pretrain",
              "0");
      PretrainRun run =
          PretrainRun.create(folder("next"), origin, config(), next, workers, Progress.NONE);
      List<Double> scores = new ArrayList<>();
      run.train(Progress.NONE, after(5), r -> scores.add(r.score().orElseThrow()));
      assertThat(scores.getFirst()).isGreaterThan(-2.5); // it knows much already: log 80 is 4.4
      PretrainRun resumed = PretrainRun.resume(folder("next"), next, workers);
      resumed.train(Progress.NONE, () -> false, r -> scores.add(r.score().orElseThrow()));
      assertThat(resumed.bestScore().orElseThrow()).isGreaterThan(scores.getFirst());
      PretrainRun whole =
          PretrainRun.create(folder("whole"), origin, config(), next, workers, Progress.NONE);
      whole.train(Progress.NONE, () -> false, r -> {});
    }
    assertThat(weights("next")).isEqualTo(weights("whole"));
    assertThat(folder("next").path().resolve("start")).doesNotExist();
    assertThat(folder("next").model().resolve("tokenizer.json"))
        .hasSameBinaryContentAs(folder("first").model().resolve("tokenizer.json"));
    assertThat(folder("next").model().resolve("README.md")).content().contains("# first, adapted");
  }

  @Test
  void theUntrainedEncoderStaysForComparison() {
    try (Workers workers = new Workers(1)) {
      create("both", config("epochs=1"), workers).train(Progress.NONE, () -> false, r -> {});
    }
    var start = EncoderFolder.readForTraining(folder("both").path().resolve("start"));
    var model = EncoderFolder.readForTraining(folder("both").model());
    assertThat(start.parameters()).hasSameSizeAs(model.parameters());
    assertThat(start.parameters().getFirst().values())
        .isNotEqualTo(model.parameters().getFirst().values());
  }

  @Test
  void tokenizersThatCannotHideTokensAreRefused() {
    Tokenizer gpt2 =
        Tokenizers.load(
            Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures", "gpt2"));
    assertThatThrownBy(() -> SpecialTokens.of(gpt2))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("its tokenizer has one of [[MASK], <mask>]");
  }

  @Test
  void withoutTextsHeldOutTheLastEncoderIsKept() throws IOException {
    try (Workers workers = new Workers(1)) {
      PretrainRun run = create("all", config("holdout.share=0", "epochs=1"), workers);
      byte[] before = Files.readAllBytes(folder("all").path().resolve("start/model.safetensors"));
      assertThat(run.train(Progress.NONE, () -> false, r -> {})).isTrue();
      assertThat(run.bestScore()).isEmpty();
      assertThat(weights("all")).isNotEqualTo(before);
    }
  }

  @Test
  void aLossThatIsNoNumberStopsAndSaysWhatToLower() {
    try (Workers workers = new Workers(1)) {
      PretrainRun run = create("diverging", config("optimizer.learning-rate=1e30"), workers);
      assertThatThrownBy(() -> run.train(Progress.NONE, () -> false, r -> {}))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("lower optimizer.learning-rate")
          .hasMessageEndingWith("holds the best model before that");
    }
  }

  @Test
  void shapesThatAreNoneAreRefusedWithTheirKey() {
    assertThatThrownBy(() -> config("encoder.heads=3"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("encoder")
        .hasMessageContaining("heads must divide width 32, but is 3");
    assertThatThrownBy(() -> config("encoder.positions=2"))
        .hasMessageContaining("positions must leave room for two special tokens, but is 2");
  }

  @Test
  void otherTextsAndOldRunsAreRefused() {
    try (Workers workers = new Workers(1)) {
      create("taken", config(), workers);
      assertThatThrownBy(() -> create("taken", config(), workers))
          .isInstanceOf(ConfigException.class)
          .hasMessageEndingWith("holds a run already: resume it, or choose another folder");
      assertThatThrownBy(() -> PretrainRun.resume(folder("taken"), job(299), workers))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("the texts are not those that");
    }
  }

  @Test
  void longTextsAreSeveralSequencesAndAllTokensAreThere() {
    List<int[]> sequences = List.of(new int[5], new int[6], new int[7], new int[8]);
    assertThat(TokenSequences.parts(sequences, 11)).extracting(List::size).containsExactly(2, 2);
    assertThat(TokenSequences.parts(sequences, 12)).extracting(List::size).containsExactly(3, 1);
  }

  @Test
  void textsAreReadFromLinesAndJsonAndFaultsAreNamed() throws IOException {
    Path plain = Files.writeString(temp.resolve("a.txt"), "one\n\n  two \n");
    Path json = temp.resolve("b.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(json))) {
      out.write(
          "{\"title\": \"T\", \"text\": \"three\"}\n{\"text\": 4}\n[\n"
              .getBytes(StandardCharsets.UTF_8));
    }
    RawTexts texts = RawTexts.read(List.of(plain, json), 2);
    assertThat(texts.all()).containsExactly("one", "two", "T three");
    assertThat(texts.faults()).isEqualTo(2);
    assertThat(texts.messages().getFirst())
        .contains("b.jsonl.gz:2", "expected a JSON object with a field text");
    assertThatThrownBy(() -> RawTexts.read(List.of(plain, json), 0))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("b.jsonl.gz:2");
    assertThatThrownBy(() -> RawTexts.read(List.of(temp.resolve("c.txt")), 0))
        .isInstanceOf(NotFoundException.class);
    Path empty = Files.writeString(temp.resolve("d.txt"), "\n");
    assertThatThrownBy(() -> RawTexts.read(List.of(empty), 0))
        .hasMessageContaining("expected texts to learn from, found 0");
    Path latin = Files.write(temp.resolve("e.txt"), new byte[] {'a', (byte) 0xE9, '\n'});
    assertThatThrownBy(() -> RawTexts.read(List.of(latin), 0))
        .hasMessageEndingWith("expected UTF-8 text, found other bytes");
  }
}
