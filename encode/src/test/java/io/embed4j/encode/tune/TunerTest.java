package io.embed4j.encode.tune;

import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.error.ConfigException;
import io.embed4j.core.error.DivergedException;
import io.embed4j.core.run.Progress;
import io.embed4j.core.run.RunFolder;
import io.embed4j.core.run.Workers;
import io.embed4j.encode.model.EncoderFolder;
import io.embed4j.encode.model.TrainableEncoder;
import io.embed4j.encode.text.EncoderOptions;
import io.embed4j.encode.text.TextEncoder;
import io.embed4j.encode.tune.data.Example;
import io.embed4j.neural.layer.Parameter;
import io.embed4j.neural.train.TrainingLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tuning against the training step of the reference, and runs that are stopped or fail. */
final class TunerTest {
  private static final Path BERT =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures", "bert");

  @TempDir private Path temp;
  private final Map<String, AtomicInteger> validations = new HashMap<>(); // by run

  private static List<Example> pairs() throws IOException {
    JsonNode inputs =
        new ObjectMapper().readTree(Files.readString(BERT.resolve("train/inputs.json")));
    List<Example> pairs = new ArrayList<>();
    for (JsonNode pair : inputs.get("pairs")) {
      pairs.add(new Example(pair.get(0).asText(), pair.get(1).asText(), List.of(), Double.NaN));
    }
    return pairs;
  }

  /** The settings of the reference: no dropout, no clipping, a constant rate. */
  private static TuneConfig reference(String... settings) {
    ConfigSource source =
        ConfigSource.text(
            "reference",
            """
            epochs: 6
            dropout: 0
            optimizer: {learning-rate: 1e-3, decay: 0.01, decayed: all, max-norm: .inf}
            schedule: {warm-up-epochs: 0, decay: constant}
            """);
    for (String setting : settings) {
      source = source.with(setting);
    }
    return TuneConfigs.read(source);
  }

  private static List<Double> losses(TuneConfig config, int threads) throws IOException {
    TrainableEncoder encoder = EncoderFolder.readForTraining(BERT);
    try (Workers workers = new Workers(threads)) {
      TrainingLoop tuner = Tuner.loop(encoder, config, pairs(), Optional.empty(), workers);
      List<Double> losses = new ArrayList<>();
      while (!tuner.isDone()) {
        losses.add(tuner.runPart(Progress.NONE, () -> false).loss());
      }
      return losses;
    }
  }

  private static void requireReference(List<Double> losses) throws IOException {
    JsonNode expected =
        new ObjectMapper().readTree(Files.readString(BERT.resolve("train/expected.json")));
    JsonNode reference = expected.get("loss_before_step_1_to_6_float64");
    assertThat(losses).hasSize(6);
    for (int i = 0; i < 6; i++) {
      assertThat(losses.get(i)).isCloseTo(reference.get(i).asDouble(), within(2e-5));
    }
  }

  @Test
  void lossesOfSixStepsAreThoseOfTheReference() throws IOException {
    requireReference(losses(reference(), 1));
  }

  @Test
  void aBatchInPiecesHasTheSameLosses() throws IOException {
    requireReference(losses(reference("pass-tokens=20"), 2));
  }

  @Test
  void theNumberOfThreadsChangesNoBit() throws IOException {
    TuneConfig config = reference("dropout=0.1", "batch-size=3");
    assertThat(losses(config, 2)).isEqualTo(losses(config, 1));
  }

  private TuneRun run(String name, TuneConfig config, TrainableEncoder encoder, Workers workers)
      throws IOException {
    TuneOrigin origin =
        new TuneOrigin("bert", "pairs.tsv", Optional.empty(), Optional.empty(), 0, "tune", "0");
    TrainingLoop.Validator rising =
        () -> validations.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
    TuneJob job = new TuneJob(encoder, pairs(), Optional.of(rising), Optional.empty());
    RunFolder folder = new RunFolder(temp.resolve(name));
    return folder.exists()
        ? TuneRun.resume(folder, job, workers)
        : TuneRun.create(folder, origin, config, job, workers);
  }

  private static BooleanSupplier after(int questions) {
    AtomicInteger asked = new AtomicInteger();
    return () -> asked.incrementAndGet() > questions;
  }

  @ParameterizedTest
  @ValueSource(strings = {"everything", "lora"})
  void aStoppedRunEndsWithTheSameBitsAndAFolderThatLoadsAgain(String learnt) throws IOException {
    TuneConfig config = reference("batch-size=1", "epochs=2", "dropout=0.2", "learnt=" + learnt);
    try (Workers workers = new Workers(2)) {
      TrainableEncoder whole = EncoderFolder.readForTraining(BERT);
      assertThat(run("whole", config, whole, workers).train(Progress.NONE, () -> false, r -> {}))
          .isTrue();
      TrainableEncoder first = EncoderFolder.readForTraining(BERT);
      assertThat(run("parts", config, first, workers).train(Progress.NONE, after(2), r -> {}))
          .isFalse();
      TrainableEncoder second = EncoderFolder.readForTraining(BERT);
      TuneRun resumed = run("parts", config, second, workers);
      assertThat(resumed.steps()).isEqualTo(2);
      assertThat(resumed.train(Progress.NONE, after(3), r -> {})).isFalse();
      TrainableEncoder third = EncoderFolder.readForTraining(BERT);
      assertThat(run("parts", config, third, workers).train(Progress.NONE, () -> false, r -> {}))
          .isTrue();
      for (int i = 0; i < whole.parameters().size(); i++) {
        assertThat(third.parameters().get(i).values())
            .isEqualTo(whole.parameters().get(i).values());
      }
      assertThat(Files.readAllBytes(temp.resolve("parts/model/model.safetensors")))
          .isEqualTo(Files.readAllBytes(temp.resolve("whole/model/model.safetensors")));

      String text = "The weather is lovely today.";
      try (TextEncoder loaded = TextEncoder.load(temp.resolve("whole/model"));
          TextEncoder live = TextEncoder.of(whole.encoder(), EncoderOptions.defaults())) {
        assertThat(loaded.encode(text)).isEqualTo(live.encode(text));
      }
      assertThat(temp.resolve("whole/report.html")).content().contains("Validation by step");
      assertThat(temp.resolve("whole/model/README.md"))
          .content()
          .contains("library_name: sentence-transformers", "batch-size: 1");
      assertThat(Files.readAllLines(temp.resolve("parts/metrics.jsonl"))).hasSize(3);
    }
  }

  @Test
  void loraLowersTheLossByWeightsOfAttentionAlone() throws IOException {
    TuneConfig config = reference("learnt={type: lora, rank: 2, alpha: 4}");
    List<Double> losses = losses(config, 2);
    assertThat(losses).isEqualTo(losses(config, 1)).isSortedAccordingTo(reverseOrder());
    try (Workers workers = new Workers(1)) {
      TrainableEncoder encoder = EncoderFolder.readForTraining(BERT);
      run("lora", config, encoder, workers).train(Progress.NONE, () -> false, r -> {});
      List<Parameter> before = EncoderFolder.readForTraining(BERT).parameters();
      List<Parameter> after = encoder.parameters();
      assertThat(IntStream.range(0, after.size()))
          .filteredOn(i -> !Arrays.equals(before.get(i).values(), after.get(i).values()))
          .extracting(i -> after.get(i).name())
          .isNotEmpty()
          .allSatisfy(name -> assertThat(name).endsWith("attention.self.query.weight"));
    }
  }

  @Test
  void loraOfWeightsThatAreNotThereNamesThoseThatAre() {
    TuneConfig config = reference("learnt={type: lora, weights: [c_proj]}");
    assertThatThrownBy(() -> losses(config, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("learnt.weights: the encoder has no weight named c_proj")
        .hasMessageContaining("query, dense");
  }

  @Test
  void aLossThatIsNoNumberStopsAndLeavesTheBestEncoder() throws IOException {
    TuneConfig config = reference("optimizer.learning-rate=1e30", "epochs=3");
    try (Workers workers = new Workers(1)) {
      TuneRun run = run("diverging", config, EncoderFolder.readForTraining(BERT), workers);
      assertThatThrownBy(() -> run.train(Progress.NONE, () -> false, r -> {}))
          .isInstanceOf(DivergedException.class)
          .hasMessageContaining("lower optimizer.learning-rate")
          .hasMessageEndingWith("holds the best model before that");
      assertThat(temp.resolve("diverging/model/model.safetensors")).exists();
    }
  }

  @Test
  void patienceEndsTheRun() throws IOException {
    TuneConfig config = reference("epochs=9", "validation.patience=2");
    try (Workers workers = new Workers(1)) {
      AtomicInteger calls = new AtomicInteger();
      double[] scores = {0.1, 0.3, 0.2, 0.25, 0.9};
      TrainingLoop tuner =
          Tuner.loop(
              EncoderFolder.readForTraining(BERT),
              config,
              pairs(),
              Optional.of(() -> scores[calls.getAndIncrement()]),
              workers);
      tuner.measure();
      List<Boolean> best = new ArrayList<>();
      while (!tuner.isDone()) {
        best.add(tuner.runPart(Progress.NONE, () -> false).isBest());
      }
      assertThat(best).containsExactly(true, false, false);
    }
  }
}
