package io.embed4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.config.SampleConfig.Loss;
import io.embed4j.core.config.SampleConfig.Sampler;
import io.embed4j.core.config.SampleConfig.Schedule;
import io.embed4j.core.config.SampleConfig.Square;
import io.embed4j.core.error.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  private final ConfigReader reader = new ConfigReader(SampleConfig.choices());

  private SampleConfig read(String yaml, String... overrides) {
    ConfigSource source = ConfigSource.text("a.yaml", yaml);
    for (String override : overrides) {
      source = source.with(override);
    }
    return reader.read(SampleConfig.defaults(), source);
  }

  @Test
  void emptyTextGivesTheDefaults() {
    assertThat(read("")).isEqualTo(SampleConfig.defaults());
    assertThat(reader.read(SampleConfig.class, ConfigSource.empty()))
        .isEqualTo(SampleConfig.defaults());
  }

  @Test
  void everyKindOfValueIsRead() {
    SampleConfig config =
        read(
            """
            shape: {type: square, side: 4}
            dim: 7
            reciprocal: false
            loss: {type: margin-ranking, margin: 9, negatives: 3}
            sampler: in-batch
            schedule:
              warm-up-epochs: 2
            share: 0.5
            seed: 9000000000
            title: no
            limit: 3
            more:
              - plain
              - {type: cross-entropy}
            figures: {mrr: 0.35, hits@10: 1}
            """);

    assertThat(config)
        .isEqualTo(
            new SampleConfig(
                new Square(4, 3),
                7,
                false,
                new Loss.MarginRanking(9, 3),
                Sampler.IN_BATCH,
                new Schedule(2, 0.5),
                0.5f,
                9_000_000_000L,
                "no",
                Optional.of(3),
                List.of(new Loss.Plain(), new Loss.CrossEntropy(0)),
                Map.of("mrr", 0.35, "hits@10", 1.0)));
  }

  @Test
  void keysLeftOutKeepTheGivenDefaultOfTheSameTypeElseTheRecordsOwn() {
    assertThat(read("loss: {type: cross-entropy}").loss()).isEqualTo(new Loss.CrossEntropy(0.1));
    assertThat(read("more: [cross-entropy]").more()).containsExactly(new Loss.CrossEntropy(0));
    assertThat(read("shape: square").shape()).isEqualTo(new Square(2, 3));
  }

  @Test
  void overridesReplaceWhatTheFileSays() {
    SampleConfig config =
        read(
            "loss: {type: margin-ranking, margin: 9, negatives: 3}",
            "loss.margin=4",
            "schedule.end=0",
            "shape=square",
            "shape.side=1e1",
            "more=[plain, plain]");

    assertThat(config.loss()).isEqualTo(new Loss.MarginRanking(4, 3));
    assertThat(config.schedule()).isEqualTo(new Schedule(0, 0));
    assertThat(config.shape()).isEqualTo(new Square(10, 3));
    assertThat(config.more()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "dimm: 3 | a.yaml: dimm: unknown key; the nearest is dim",
        "schedule: {warmup-epochs: 1} | a.yaml: schedule.warmup-epochs: unknown key; the nearest is"
            + " schedule.warm-up-epochs",
        "schedule: {zzzzzzzz: 1} | a.yaml: schedule.zzzzzzzz: unknown key; keys are warm-up-epochs,"
            + " end",
        "loss: {type:plain, x: 1} | a.yaml: loss.type:plain: is no key; write a space after the"
            + " colon, as in {a: 1}",
        "loss: {type: plain, x: 1} | a.yaml: loss.x: unknown key; there are no keys here",
        "loss: {margin: 3} | a.yaml: loss: cross-entropy has no margin; type margin-ranking has",
        "loss: margin | a.yaml: loss: no margin; it is one of cross-entropy, margin-ranking, plain",
        "loss: {type: margin-ranking} | a.yaml: loss.margin: is missing and has no default",
        "more: [{margin: 3}] | a.yaml: more[0]: type is missing; it is one of cross-entropy,"
            + " margin-ranking, plain",
        "loss: {type: margin-ranking, margin: 0, negatives: 1} | a.yaml: loss: margin must be"
            + " positive, but is 0.0",
        "dim: 0 | a.yaml: dim must be positive, but is 0",
        "dim: 1.5 | a.yaml: dim: expected a whole number, found 1.5",
        "dim: 3000000000 | a.yaml: dim: expected a whole number from -2147483648 to 2147483647,"
            + " found 3000000000",
        "dim: | a.yaml: dim: expected a whole number, found nothing",
        "share: much | a.yaml: share: expected a number, found much",
        "reciprocal: 1 | a.yaml: reciprocal: expected true or false, found 1",
        "sampler: degree | a.yaml: sampler: expected one of uniform, in-batch, found degree",
        "title: [a] | a.yaml: title: expected text, found [a]",
        "schedule: 3 | a.yaml: schedule: expected keys and values, found 3",
        "more: 3 | a.yaml: more: expected a list, found 3",
        "3 | a.yaml: expected keys and values, found 3",
        "dim: [1 | a.yaml:1:8: not YAML: expected ',' or ']', but got <stream end>",
      })
  void faultsSayWhereWhatAndWhatToDo(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml)).isInstanceOf(ConfigException.class).hasMessage(message);
  }

  @Test
  void faultsOfOverridesNameTheOverride() {
    assertThatThrownBy(() -> read("dim: 3", "loss.margn=9", "loss.type=margin-ranking"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("--set loss.margn=9: loss.margn: unknown key; the nearest is loss.margin");
    assertThatThrownBy(() -> read("", "dim"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--set wants key=value, such as loss.margin=9, but is dim");
  }

  @Test
  void keyGivenTwiceIsAFault() {
    assertThatThrownBy(() -> read("dim: 1\ndim: 2"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("a.yaml:2:1: not YAML")
        .hasMessageContaining("dim");
  }

  @Test
  void sourceAnswersBeforeItIsRead() {
    ConfigSource source = ConfigSource.text("a.yaml", "model: {type: transr}").with("dim=50");

    assertThat(source.find("dim")).contains(50);
    assertThat(source.find("model.type")).contains("transr");
    assertThat(source.find("model.norm")).isEmpty();
  }

  @Test
  void fileMustBeText(@TempDir Path folder) throws IOException {
    Path file =
        Files.write(folder.resolve("a.yaml"), "dim: é".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> ConfigSource.file(file))
        .isInstanceOf(ConfigException.class)
        .hasMessage(file + ": expected UTF-8 text, found other bytes");
  }
}
