package io.embed4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.embed4j.core.config.SampleConfig.Circle;
import io.embed4j.core.config.SampleConfig.Loss;
import io.embed4j.core.config.SampleConfig.Sampler;
import io.embed4j.core.config.SampleConfig.Schedule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigWriterTest {
  private static final SampleConfig CHANGED =
      new SampleConfig(
          new Circle(1e-4),
          7,
          true,
          new Loss.MarginRanking(9, 3),
          Sampler.IN_BATCH,
          new Schedule(3, 0.5),
          0.1f,
          1,
          "1: \"quoted\", 北京",
          Optional.of(3),
          List.of(new Loss.Plain(), new Loss.CrossEntropy(0.2)),
          Map.of("mrr", 0.35));

  private final ConfigReader reader = new ConfigReader(SampleConfig.choices());
  private final ConfigWriter writer = new ConfigWriter(SampleConfig.choices());

  private SampleConfig read(String yaml) {
    return reader.read(SampleConfig.defaults(), ConfigSource.text("written", yaml));
  }

  @Test
  void effectiveConfigIsInTheOrderOfDeclaration() {
    assertThat(writer.yaml(SampleConfig.defaults()))
        .isEqualTo(
            """
            shape:
              type: circle
              radius: 1.0
            dim: 100
            reciprocal: true
            loss:
              type: cross-entropy
              label-smoothing: 0.1
            sampler: uniform
            schedule:
              warm-up-epochs: 0
              end: 0.5
            share: 0.25
            seed: 1
            title: a title
            more: []
            figures: {}
            """);
  }

  @Test
  void whatIsWrittenIsReadBack() {
    assertThat(read(writer.yaml(CHANGED))).isEqualTo(CHANGED);
    assertThat(read(writer.yaml(SampleConfig.defaults()))).isEqualTo(SampleConfig.defaults());
  }

  @Test
  void differenceShowsOnlyWhatDiffersAndIsReadBack() {
    String difference = writer.difference(CHANGED, SampleConfig.defaults());

    assertThat(difference)
        .contains("schedule:\n  warm-up-epochs: 3\n", "share: 0.1\n")
        .contains("loss:\n  type: margin-ranking\n  margin: 9.0\n  negatives: 3\n")
        .doesNotContain("end:", "seed:", "reciprocal:");
    assertThat(read(difference)).isEqualTo(CHANGED);
  }

  @Test
  void equalConfigsDifferInNothing() {
    assertThat(writer.difference(SampleConfig.defaults(), SampleConfig.defaults()))
        .isEqualTo("{}\n");
  }

  @Test
  void namesAreKebabCase() {
    assertThat(List.of("labelSmoothing", "OneVsAll", "N3", "KGEModel", "beta1", "Lp"))
        .extracting(Names::kebab)
        .containsExactly("label-smoothing", "one-vs-all", "n3", "kge-model", "beta1", "lp");
  }
}
