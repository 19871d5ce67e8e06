package io.embed4j.graph.data.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.graph.data.TypeParts;
import io.embed4j.graph.data.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypeReaderTest {
  private final Vocabulary entities = new Vocabulary();

  @TempDir private Path folder;

  @BeforeEach
  void addEntities() {
    entities.add("mozart");
    entities.add("vienna");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private TypeParts read(Path path) {
    return TypeReader.read(TypeSources.of(path), entities);
  }

  @Test
  void partsOfAGivenSplitShareIds() throws IOException {
    write("ET_train.txt", "mozart\tperson\nvienna\tcity\n");
    write("ET_valid.txt", "mozart\tcomposer\n");
    write("ET_test.txt", "vienna\tcapital\nsalzburg\tcity\n");
    write("subclass_of.tsv", "composer\tperson\ncapital\tcity\n");

    TypeParts parts = read(folder);

    assertThat(parts.isSplit()).isTrue();
    assertThat(parts.of(1))
        .containsExactly(parts.train().names().find("city"), parts.train().names().find("capital"));
    assertThat(parts.test().size()).as("salzburg is no entity").isEqualTo(1);
    assertThat(parts.subclasses().leaves(parts.train().names()).stream())
        .extracting(parts.train().names()::name)
        .containsExactlyInAnyOrder("composer", "capital");
  }

  @Test
  void jsonAndLabelsAreRead() throws IOException {
    write("entity2types.json", "{\"mozart\": [\"Q5\", \"Q36834\"], \"vienna\": [\"Q515\"]}");
    write("types.en.json", "{\"Q5\": {\"label\": \"human\"}}");

    TypeParts parts = read(folder);

    assertThat(parts.isSplit()).isFalse();
    assertThat(parts.size()).isEqualTo(3);
    assertThat(parts.names().display(parts.names().resolve("human"))).isEqualTo("human");
  }

  @Test
  void aFileOfAnyNameHoldsPairs() throws IOException {
    assertThat(read(write("mine.txt", "mozart\tperson\n")).train().of(0)).hasSize(1);
  }

  @Test
  void emptyFileIsRefused() throws IOException {
    Path file = write("types.txt", "");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("types.txt: the file is empty");
  }

  @Test
  void typesOfOtherEntitiesAloneAreRefused() throws IOException {
    Path file = write("types.txt", "salzburg\tcity\n");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "types.txt: expected types of entities of the graph, found none (1 lines are of other"
                + " names)");
  }

  @Test
  void lineWithoutTabIsToldWithItsPlace() throws IOException {
    Path file = write("types.txt", "mozart\tperson\nvienna city\n");

    assertThatThrownBy(() -> read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("types.txt:2:");
  }

  @Test
  void folderWithoutTypesIsRefused() throws IOException {
    write("train.txt", "a\tb\tc\n");

    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("expected entity_types.tsv")
        .hasMessageContaining("found train.txt");
    assertThatThrownBy(() -> read(folder.resolve("nowhere")))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("there is no such file or folder");
  }
}
