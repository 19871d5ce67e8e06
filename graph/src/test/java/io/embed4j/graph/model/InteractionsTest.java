package io.embed4j.graph.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.ConfigException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.graph.model.Interactions.Definition;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InteractionsTest {
  /** CP has no reference file: its reference is SimplE's, whose first half it is. */
  private static final List<String> WITHOUT_FIXTURE = List.of("cp");

  @Test
  void everyInteractionOfThePackageIsListed() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Interaction.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("io/embed4j/graph/model");
    try (Stream<Path> files = Files.list(classes)) {
      List<String> found =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".class") && !name.startsWith("package-info"))
              .map(name -> load(name.substring(0, name.length() - ".class".length())))
              .filter(type -> Interaction.class.isAssignableFrom(type) && !type.isInterface())
              .map(Class::getSimpleName)
              .sorted()
              .toList();
      assertThat(found)
          .isEqualTo(
              Interactions.all().stream().map(d -> d.type().getSimpleName()).sorted().toList());
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(
          "io.embed4j.graph.model." + name, false, Interaction.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyModelHasAContractTest() {
    for (Definition definition : Interactions.all()) {
      Class<?> test = load(definition.type().getSimpleName() + "Test");
      assertThat(InteractionContract.class).isAssignableFrom(test);
    }
  }

  @Test
  void everyModelHasAReferenceFile() {
    List<String> names = KgeFixture.ofRepository().stream().map(KgeFixture::name).toList();
    for (Definition definition : Interactions.all()) {
      assertThat(names.contains(definition.name()) || WITHOUT_FIXTURE.contains(definition.name()))
          .as(definition.name())
          .isTrue();
    }
  }

  @Test
  void namesAndClassesAreUnique() {
    assertThat(Interactions.all().stream().map(Definition::name)).doesNotHaveDuplicates();
    assertThat(Interactions.all().stream().map(Definition::type)).doesNotHaveDuplicates();
  }

  @Test
  void settingsMakeAnEqualInteraction() {
    for (Definition definition : Interactions.all()) {
      Interaction standard = Interactions.create(definition.name(), 10, Map.of());
      assertThat(standard).isInstanceOf(definition.type());
      assertThat(Interactions.of(standard)).isEqualTo(definition);
      assertThat(Interactions.create(definition.name(), 99, standard.settings()))
          .isEqualTo(standard);
    }
    assertThat(Interactions.create("transr", 10, Map.of("norm", "l1", "relation-dim", "4")))
        .isEqualTo(new TransR(Comparison.L1, 4));
  }

  @Test
  void everyInitializationIsFiniteAndFollowsTheSeed() {
    for (Definition definition : Interactions.all()) {
      float[] first = initialized(definition, 1).relations().data();
      assertThat(first).isEqualTo(initialized(definition, 1).relations().data());
      for (float value : first) {
        assertThat(value).as(definition.name()).isFinite();
      }
      assertThat(initialized(definition, 1).entities().data())
          .isNotEqualTo(initialized(definition, 2).entities().data());
    }
  }

  private static KgeModel initialized(Definition definition, long seed) {
    Interaction interaction = Interactions.create(definition.name(), 6, Map.of());
    KgeModel model = KgeModel.zeros(interaction, 6, true, 4, 3);
    new Initialization.Normal(1e-3).fill(model, seed);
    return model;
  }

  @Test
  void transRStartsAsTransE() {
    KgeModel transE = KgeModel.zeros(new TransE(Comparison.L2), 6, false, 4, 3);
    new Initialization.Normal(1).fill(transE, 1);
    KgeModel transR = KgeModel.zeros(new TransR(Comparison.L2, 6), 6, false, 4, 3);
    new Initialization.Normal(1).fill(transR, 2);
    Initialization.startFrom(transE, transR);
    assertThat(TripleOracle.tailScore(transR.interaction(), 6, KgeFixture.parts(transR, 1, 2, 3)))
        .isEqualTo(
            TripleOracle.tailScore(transE.interaction(), 6, KgeFixture.parts(transE, 1, 2, 3)));
  }

  @Test
  void startingFromAnotherGraphIsRefused() {
    KgeModel small = KgeModel.zeros(new DistMult(), 2, false, 4, 3);
    KgeModel large = KgeModel.zeros(new DistMult(), 2, false, 5, 3);
    assertThatThrownBy(() -> Initialization.startFrom(small, large))
        .hasMessage("entities must be as many as in the starting model, 4, but are 5");
  }

  @Test
  void wrongNamesAndSettingsAreRefused() {
    assertThatThrownBy(() -> Interactions.create("transx", 10, Map.of()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("no model is named transx; the models are transe, transh,");
    assertThatThrownBy(() -> Interactions.create("complex", 10, Map.of("norm", "l1")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("model complex has no setting norm; it has []");
    assertThatThrownBy(() -> Interactions.create("transe", 10, Map.of("norm", "modulus")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("model transe: norm must be l1, l2 or squared-l2, but is modulus");
    assertThatThrownBy(() -> Interactions.create("transe", 10, Map.of("norm", "l3")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("norm must be one of dot, l1, l2, squared-l2, modulus, but is l3");
    assertThatThrownBy(() -> Interactions.create("transr", 10, Map.of("relation-dim", "many")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("relation-dim must be a whole number, but is many");
    assertThatThrownBy(() -> Interactions.create("tucker", 10, Map.of("relation-dim", "0")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("model tucker: relation-dim must be positive, but is 0");
    assertThatThrownBy(() -> Interactions.create("complex", 0, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("dim must be positive, but is 0");
  }
}
