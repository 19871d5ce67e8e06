package io.embed4j.graph.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.embed4j.core.error.ModelFormatException;
import io.embed4j.graph.data.Annotations;
import io.embed4j.graph.data.Attributes;
import io.embed4j.graph.data.EntityTypes;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Labels;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.evaluate.RandomGraphs;
import io.embed4j.graph.model.Interaction;
import io.embed4j.graph.model.Interactions;
import io.embed4j.graph.model.KgeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  static Stream<Interaction> interactions() {
    return Interactions.all().stream()
        .map(definition -> Interactions.create(definition.name(), 4, Map.of()));
  }

  @ParameterizedTest
  @MethodSource("interactions")
  void whatIsWrittenIsRead(Interaction interaction) {
    boolean reciprocal = interaction.settings().isEmpty();
    TrainedModel written = trained(interaction, reciprocal);
    ModelFolder.write(folder, written);
    TrainedModel read = ModelFolder.read(folder);
    assertThat(read.model().interaction()).isEqualTo(interaction);
    assertThat(read.model().dim()).isEqualTo(4);
    assertThat(read.model().reciprocal()).isEqualTo(reciprocal);
    assertThat(read.model().entities().data()).isEqualTo(written.model().entities().data());
    assertThat(read.model().relations().data()).isEqualTo(written.model().relations().data());
    assertThat(read.model().shared().data()).isEqualTo(written.model().shared().data());
    assertThat(read.config()).isEqualTo(written.config());
    assertThat(read.metrics()).isEqualTo(written.metrics());
    assertThat(read.graph().name()).isEqualTo("random");
    assertThat(names(read.graph().entities())).isEqualTo(names(written.graph().entities()));
    assertThat(names(read.graph().relations())).isEqualTo(names(written.graph().relations()));
    assertThat(rows(read.graph().train())).isEqualTo(rows(written.graph().train()));
    assertThat(rows(read.graph().valid())).isEqualTo(rows(written.graph().valid()));
    assertThat(rows(read.graph().test())).isEqualTo(rows(written.graph().test()));
  }

  @Test
  void namesMayHoldAnything() {
    List<String> names =
        List.of(
            "", " ", "a\nb", "a\\nb", "\\", "\r\n\t", "北京", "👩‍🔬", "\u2028", "\u0000", "\ufeff");
    Vocabulary vocabulary = new Vocabulary();
    names.forEach(vocabulary::add);
    KnowledgeGraph graph =
        new KnowledgeGraph(
            "odd",
            vocabulary,
            vocabulary,
            Triples.of(new int[] {0, 1, 2}),
            Triples.of(),
            Triples.of());
    KgeModel model =
        KgeModel.zeros(
            Interactions.create("distmult", 2, Map.of()), 2, false, names.size(), names.size());
    ModelFolder.write(
        folder, new TrainedModel(model, graph, JSON.createObjectNode(), JSON.createObjectNode()));
    assertThat(names(ModelFolder.read(folder).graph().entities())).isEqualTo(names);
  }

  @Test
  void labelsOfEveryLanguageAreKept() {
    KnowledgeGraph bare = RandomGraphs.graph(9, 2, 20, 1);
    Labels.Builder entities = new Labels.Builder();
    entities.label(0, "en", "Beijing");
    entities.label(0, "zh", "北京");
    entities.label(8, "", "two\nlines \"quoted\"");
    entities.description(8, "en", "a description");
    Labels.Builder relations = new Labels.Builder();
    relations.label(1, "zh", "首都");
    KnowledgeGraph graph =
        new KnowledgeGraph(
            bare.name(),
            bare.entities(),
            bare.relations(),
            bare.train(),
            bare.valid(),
            bare.test(),
            new Annotations(
                entities.build(), relations.build(), EntityTypes.NONE, Attributes.NONE));
    Interaction interaction = Interactions.create("complex", 4, Map.of());
    ModelFolder.write(
        folder,
        new TrainedModel(
            RandomGraphs.model(interaction, 4, false, graph, 1),
            graph,
            JSON.createObjectNode(),
            JSON.createObjectNode()));
    KnowledgeGraph read = ModelFolder.read(folder).graph();
    Labels labels = read.annotations().entities();
    assertThat(labels.languages()).containsExactly("", "en", "zh");
    assertThat(labels.exactLabel(0, "en")).contains("Beijing");
    assertThat(labels.exactLabel(0, "zh")).contains("北京");
    assertThat(labels.exactLabel(0, "")).isEmpty();
    assertThat(labels.exactLabel(8, "")).contains("two\nlines \"quoted\"");
    assertThat(labels.exactDescription(8, "en")).contains("a description");
    assertThat(labels.labelCount("en")).isEqualTo(1);
    assertThat(read.relationNames().resolve("首都")).isEqualTo(1);
  }

  @Test
  void aModelIsReplacedAndNothingElseIsLeft() throws IOException {
    ModelFolder.write(folder, trained(Interactions.create("transe", 4, Map.of()), false));
    ModelFolder.write(folder, trained(Interactions.create("complex", 4, Map.of()), false));
    assertThat(ModelFolder.read(folder).model().interaction())
        .isEqualTo(Interactions.create("complex", 4, Map.of()));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "model.json",
              "model.safetensors",
              "triples.safetensors",
              "entities.txt",
              "relations.txt",
              "labels.jsonl");
    }
  }

  @Test
  void ifOneFileCannotBeWrittenTheOldModelStays() throws IOException {
    TrainedModel old = trained(Interactions.create("complex", 4, Map.of()), true);
    ModelFolder.write(folder, old);
    Files.createDirectories(folder.resolve(".model.json.tmp/in the way"));
    TrainedModel next = trained(Interactions.create("transe", 4, Map.of()), true);
    assertThatThrownBy(() -> ModelFolder.write(folder, next))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("model.json")
        .hasMessageContaining("the earlier file is unchanged");
    assertThat(ModelFolder.read(folder).model().interaction()).isEqualTo(old.model().interaction());
    assertThat(folder.resolve(".entities.txt.tmp")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.json",
        "model.safetensors",
        "triples.safetensors",
        "entities.txt",
        "relations.txt"
      })
  void everyDamageIsNoticedAndTheFileNamed(String name) throws IOException {
    ModelFolder.write(folder, trained(Interactions.create("complex", 4, Map.of()), true));
    Path file = folder.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 40; i++) {
      byte[] flipped = whole.clone();
      int at = i < Math.min(8, whole.length) ? i : random.nextInt(whole.length - 1);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, flipped);
      assertRefused(name, "byte " + at + " flipped");
    }
    for (int length : new int[] {0, 1, 7, 8, whole.length / 2, whole.length - 2}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused(name, "cut to " + length);
    }
    Files.delete(file);
    assertRefused(name, "deleted");
    Files.write(file, whole);
    assertThatCode(() -> ModelFolder.read(folder)).doesNotThrowAnyException();
  }

  private void assertRefused(String name, String what) {
    assertThatThrownBy(() -> ModelFolder.read(folder))
        .as(what)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(name);
  }

  @Test
  void damageIsToldApart() throws IOException {
    ModelFolder.write(folder, trained(Interactions.create("complex", 4, Map.of()), true));
    Path tables = folder.resolve("model.safetensors");
    byte[] whole = Files.readAllBytes(tables);
    Files.write(tables, Arrays.copyOf(whole, whole.length - 4));
    assertMessage("truncated: must have " + whole.length + " bytes, but has");
    Files.write(tables, Arrays.copyOf(whole, whole.length + 4));
    assertMessage("too long: must have");
    whole[whole.length - 1] ^= 1;
    Files.write(tables, whole);
    assertMessage("damaged, or not of this model: its SHA-256 is");
    Files.delete(tables);
    assertMessage("this file of the model is missing");
  }

  @Test
  void anotherVersionOrFormatIsRefusedByName() throws IOException {
    ModelFolder.write(folder, trained(Interactions.create("complex", 4, Map.of()), true));
    Path card = folder.resolve("model.json");
    String text = Files.readString(card);
    Files.writeString(card, text.replace("\"version\" : 1", "\"version\" : 2"));
    assertMessage("is of format version 2, but this program reads version 1; use a newer program");
    Files.writeString(card, text.replace("\"version\" : 1", "\"version\" : 0"));
    assertMessage("version 0, but this program reads version 1; train the model again");
    Files.writeString(card, text.replace("embed4j-kge", "other"));
    assertMessage("\"format\" must be \"embed4j-kge\"");
    Files.writeString(card, text.replace("\"dim\" : 4", "\"dim\" : 5"));
    assertMessage("damaged or edited");
    Files.writeString(card, "[]");
    assertMessage("must be a JSON object");
  }

  private void assertMessage(String part) {
    assertThatThrownBy(() -> ModelFolder.read(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(part);
  }

  @Test
  void aRunFolderLeadsToItsModel() throws IOException {
    assertThatThrownBy(() -> ModelFolder.locate(folder))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("no trained model");
    assertThatThrownBy(() -> ModelFolder.locate(folder.resolve("absent")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("there is no such folder");
    Path model = folder.resolve("model");
    ModelFolder.write(model, trained(Interactions.create("complex", 4, Map.of()), true));
    assertThat(ModelFolder.locate(folder)).isEqualTo(model);
    assertThat(ModelFolder.locate(model)).isEqualTo(model);
  }

  @Test
  void triplesOfUnknownEntitiesAreRefused() {
    KnowledgeGraph graph = RandomGraphs.graph(9, 2, 20, 1);
    KnowledgeGraph broken =
        new KnowledgeGraph(
            graph.name(),
            graph.entities(),
            graph.relations(),
            graph.train(),
            Triples.of(new int[] {0, 0, 0}, new int[] {1, 2, 3}),
            graph.test());
    Interaction interaction = Interactions.create("complex", 4, Map.of());
    ModelFolder.write(
        folder,
        new TrainedModel(
            RandomGraphs.model(interaction, 4, false, graph, 1),
            broken,
            JSON.createObjectNode(),
            JSON.createObjectNode()));
    assertMessage("triple 1 of valid is (1, 2, 3), but there are 9 entities and 2 relations");
  }

  @Test
  void aModelOfAnotherGraphIsRefused() {
    KnowledgeGraph graph = RandomGraphs.graph(9, 2, 20, 1);
    KgeModel model = KgeModel.zeros(Interactions.create("complex", 4, Map.of()), 4, true, 9, 3);
    assertThatThrownBy(
            () -> new TrainedModel(model, graph, JSON.createObjectNode(), JSON.createObjectNode()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9 entities and 2 relations, but has 9 and 3");
  }

  private static TrainedModel trained(Interaction interaction, boolean reciprocal) {
    KnowledgeGraph bare = RandomGraphs.graph(9, 2, 20, 1);
    Labels.Builder labels = new Labels.Builder();
    labels.label(3, "en", "three");
    KnowledgeGraph graph =
        new KnowledgeGraph(
            bare.name(),
            bare.entities(),
            bare.relations(),
            bare.train(),
            bare.valid(),
            bare.test(),
            new Annotations(labels.build(), Labels.NONE, EntityTypes.NONE, Attributes.NONE));
    ObjectNode config = JSON.createObjectNode().put("dim", 4).put("seed", 1L << 60);
    config.putObject("loss").put("type", "cross-entropy").put("label-smoothing", 0.1);
    return new TrainedModel(
        RandomGraphs.model(interaction, 4, reciprocal, graph, 1),
        graph,
        config,
        JSON.createObjectNode().put("valid mrr", 1.0 / 3).put("epoch", 7));
  }

  private static List<String> names(Vocabulary vocabulary) {
    return IntStream.range(0, vocabulary.size()).mapToObj(vocabulary::name).toList();
  }

  private static List<List<Integer>> rows(Triples triples) {
    return IntStream.range(0, triples.size())
        .mapToObj(i -> List.of(triples.head(i), triples.relation(i), triples.tail(i)))
        .toList();
  }
}
