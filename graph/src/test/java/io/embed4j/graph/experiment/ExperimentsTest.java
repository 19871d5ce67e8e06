package io.embed4j.graph.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ConfigException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.graph.train.TrainConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentsTest {
  private static final Set<String> METRICS =
      Set.of("mrr", "mr", "hits@1", "hits@3", "hits@10", "amri");

  static Stream<String> names() {
    return Experiments.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void experimentIsWhatItsNameSays(String name) {
    Experiment experiment = Experiments.find(name);

    assertThat(experiment.name()).isEqualTo(name);
    assertThat(name).endsWith("-" + experiment.data());
    assertThat(TrainConfigs.tree(experiment.train()))
        .extracting("model.type")
        .isEqualTo(name.substring(0, name.indexOf('-')));
    assertThat(experiment.published().metrics().values()).allMatch(x -> x > 0 && x < 1);
    assertThat(METRICS).containsAll(experiment.published().metrics().keySet());
    assertThat(METRICS).containsAll(experiment.goal().keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void fileBeginsWithItsCommandAndGivesTheSourceOfEachSetting(String name) {
    List<String> lines = Experiments.yaml(name).lines().toList();
    List<String> settings = lines.stream().filter(line -> line.startsWith("  ")).toList();

    assertThat(lines.getFirst()).isEqualTo("# " + Experiments.find(name).command());
    assertThat(
            settings.subList(
                0, settings.indexOf("  by: " + Experiments.find(name).published().by())))
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.matches("  \\S.*[^ ]  # .{5,}"));
  }

  @Test
  void everyFileIsListed() throws IOException {
    Path folder =
        Path.of(Objects.requireNonNull(System.getenv("EMBED4J_ROOT")))
            .resolve("graph/src/main/resources/experiments");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(names().map(name -> name + ".yaml").toList());
    }
  }

  @Test
  void settingsCanBeReplaced() {
    Experiment experiment = Experiments.find("complex-umls", List.of("epochs=3", "dim=7"));

    assertThat(experiment.train().epochs()).isEqualTo(3);
    assertThat(experiment.train().dim()).isEqualTo(7);
    assertThatThrownBy(() -> Experiments.find("complex-umls", List.of("epoch=3")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("the nearest is train.epochs");
  }

  @Test
  void unknownNameProposesTheNearest() {
    assertThatThrownBy(() -> Experiments.find("complex-ulms"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("did you mean complex-umls?");
  }
}
