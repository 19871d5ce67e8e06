package io.embed4j.bench.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.bench.SpeedReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrainingBenchTest {
  @Test
  void operationsAreThoseOfAllProductsForwardAndTwiceBack() {
    // 4 · 384² + 2 · 384 · 1536 weights a layer, 2 · 64 · 384 terms of attention a token
    double layer = 1_769_472 + 49_152;
    assertThat(BertSize.miniLm().operations(2048, 64))
        .isCloseTo(3 * 2 * 6 * 2048 * layer, within(1.0));
  }

  @Test
  void aStepIsMeasuredAndJudged() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SpeedReport report = new SpeedReport("generated", "minilm", 1);
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    TrainingSpeed.run(new TrainingOptions(1, 8, 1), Optional.empty(), report, out);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("1 sequences of 8 tokens")
        .contains("embed4j ")
        .contains("ms a step: forward")
        .contains("the bar of 60 %");
  }

  @Test
  void whoHasNoLibtorchIsToldHowToGetIt() {
    SpeedReport report = new SpeedReport("generated", "minilm", 1);
    Path nowhere = Path.of("nowhere");
    assertThatThrownBy(
            () ->
                TrainingSpeed.run(
                    new TrainingOptions(1, 8, 1), Optional.of(nowhere), report, System.out))
        .hasMessageContaining("libtorch is not in " + nowhere.resolve("target/libtorch"))
        .hasMessageEndingWith("-Plibtorch generate-resources");
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> new TrainingOptions(0, 1, 1))
        .hasMessage("--batch must be at least 1, but is 0");
  }
}
