package io.embed4j.graph.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.config.ConfigSource;
import io.embed4j.core.config.Names;
import io.embed4j.core.error.ConfigException;
import io.embed4j.core.run.Schedule;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.Initialization;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.model.TransR;
import io.embed4j.graph.train.loss.Loss;
import io.embed4j.graph.train.regularizer.Regularizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainConfigsTest {
  /** Each alternative of each decision, and each model, chosen by its name alone. */
  static Stream<String> choices() {
    Stream<String> models = Interactions.all().stream().map(model -> "model=" + model.name());
    return Stream.of(
            models,
            alternatives("objective", Objective.class),
            alternatives("loss", Loss.class),
            alternatives("optimizer", Optimizer.class),
            alternatives("schedule.decay", Schedule.Decay.class),
            alternatives("regularizer", Regularizer.class),
            alternatives("initialization", Initialization.class))
        .flatMap(choice -> choice);
  }

  private static Stream<String> alternatives(String key, Class<?> decision) {
    return Arrays.stream(decision.getPermittedSubclasses())
        .map(type -> key + "=" + Names.kebab(type.getSimpleName()));
  }

  private static TrainConfig read(String... settings) {
    ConfigSource source = ConfigSource.empty();
    for (String setting : settings) {
      source = source.with(setting);
    }
    return TrainConfigs.read(source);
  }

  private static TrainConfig reread(String yaml) {
    return TrainConfigs.read(ConfigSource.text("written", yaml));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void choiceNeedsNoMoreKeysAndIsReadBackAsWritten(String choice) {
    TrainConfig config = read(choice);

    assertThat(TrainConfigs.yaml(config)).contains("type: " + choice.split("=", 2)[1] + "\n");
    assertThat(reread(TrainConfigs.yaml(config))).isEqualTo(config);
    assertThat(reread(TrainConfigs.difference(config))).isEqualTo(config);
  }

  @Test
  void nothingWrittenGivesTheDefaults() {
    assertThat(read()).isEqualTo(TrainConfig.defaults());
  }

  @Test
  void dimensionOfRelationsFollowsThatOfEntitiesUnlessItIsWritten() {
    assertThat(read("model=transr", "dim=7").model())
        .isEqualTo(new TransR(Comparison.SQUARED_L2, 7));
    assertThat(read("model=transr", "dim=7", "model.relation-dim=3", "model.norm=l1").model())
        .isEqualTo(new TransR(Comparison.L1, 3));
  }

  @Test
  void treeHoldsWhatTheYamlHolds() {
    assertThat(TrainConfigs.tree(TrainConfig.defaults()))
        .containsEntry("dim", 100)
        .extracting("model.type", "optimizer.learning-rate")
        .isEqualTo(List.of("complex", 0.1));
  }

  @Test
  void faultsNameTheirPlace() {
    assertThatThrownBy(() -> read("dim=none"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("--set dim=none: dim: expected a whole number, found none");
    assertThatThrownBy(() -> read("dim=0"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("settings: dim must be positive, but is 0");
    assertThatThrownBy(() -> read("model=transe", "model.norm=dot"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("model: norm must be l1, l2 or squared-l2, but is dot");
    assertThatThrownBy(() -> read("model=complx"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no complx; it is one of transe, ");
  }

  @Test
  void aModelBringsSettingsThatSuitIt() {
    assertThat(read("model=rotate").objective()).isInstanceOf(Objective.NegativeSampling.class);
    assertThat(read("model=transr").loss()).isInstanceOf(Loss.SelfAdversarial.class);
    assertThat(read("model=transe").regularizer()).isEqualTo(new Regularizer.None());
    assertThat(read("model=transe", "epochs=3").epochs()).isEqualTo(3);
    assertThat(read("model=complex")).isEqualTo(TrainConfig.defaults());
  }
}
