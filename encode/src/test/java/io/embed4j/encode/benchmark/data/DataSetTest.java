package io.embed4j.encode.benchmark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {
  private static final Map<String, String> FILES =
      Map.of("a.txt", "one\ntwo\n", "qrels/test.tsv", "three");

  @TempDir private Path folder;

  @Test
  void archivesAndFoldersAreFoundWhereverTheyLie() throws IOException {
    Path archive = folder.resolve("archives/text/x.tar.gz");
    Files.createDirectories(archive.getParent());
    Files.write(archive, DataFiles.archive("x", FILES));
    Path unpacked = DataFiles.folder(folder.resolve("folders/x"), FILES);
    for (Path given :
        List.of(
            archive, // the archive
            folder.resolve("archives/text"), // its folder
            folder.resolve("archives"), // the folder above "text"
            unpacked, // the folder of the data set
            folder.resolve("folders"))) { // the folder above it
      DataSet data = DataSet.find("x", given);
      assertThat(texts(data, "a.txt")).containsExactly("one", "two");
      assertThat(texts(data, "qrels/test.tsv")).containsExactly("three");
    }
  }

  @Test
  void linesKnowTheirPlaces() throws IOException {
    DataSet data = DataFiles.one(folder, "a.txt", "\uFEFF天一\r\n\n \t\n\uFEFFb");
    Line first = data.lines("a.txt").getFirst();
    Line last = data.lines("a.txt").getLast();
    assertThat(data.lines("a.txt")).hasSize(2); // blank ones are left out, but counted
    assertThat(first).isEqualTo(new Line(folder + "/a.txt", 1, "天一"));
    assertThat(last).isEqualTo(new Line(folder + "/a.txt", 4, "\uFEFFb"));
    assertThat(last.fault("too short")).hasMessage(folder + "/a.txt:4:1: too short");
  }

  @Test
  void bytesThatAreNotUtf8AreFoundAtTheirLine() throws IOException {
    Files.write(folder.resolve("a.txt"), new byte[] {'a', '\n', (byte) 0xe4, (byte) 0xb8, '\n'});
    assertThatThrownBy(() -> DataSet.find("x", folder).lines("a.txt"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + "/a.txt:2:1: not UTF-8");
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Path archive = folder.resolve("x.tar.gz");
    Files.write(archive, DataFiles.archive("x", FILES));
    assertThatThrownBy(() -> DataSet.find("x", archive).lines("qrels/tests.tsv"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage(archive + " has no file qrels/tests.tsv; did you mean qrels/test.tsv?");
    Path unpacked = DataFiles.folder(folder.resolve("y"), FILES);
    assertThatThrownBy(() -> DataSet.find("x", unpacked).lines("b.txt"))
        .isInstanceOf(NotFoundException.class)
        .hasMessage(unpacked + " has no file b.txt; did you mean a.txt?");
    assertThatThrownBy(() -> DataSet.find("x", folder.resolve("nothing")))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("there is no file or folder " + folder.resolve("nothing"));
  }

  @Test
  void anArchiveOfDigitsThatIsNotThereIsRefused() {
    Path archive = folder.resolve("nothing.tar.gz");
    assertThatThrownBy(() -> SpokenDigits.read(archive))
        .isInstanceOf(NotFoundException.class)
        .hasMessage("there is no file " + archive);
  }

  @Test
  void damagedArchivesAreRefused() throws IOException {
    byte[] whole = DataFiles.archive("x", Map.of("a.txt", "one two three\n".repeat(500)));
    Path archive = folder.resolve("x.tar.gz");
    for (int length : new int[] {0, 1, 11, whole.length / 2}) {
      Files.write(archive, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> DataSet.find("x", archive).lines("a.txt"))
          .isInstanceOf(DataFormatException.class)
          .hasMessageStartingWith(archive + ": no sound .tar.gz archive: ");
    }
    Files.writeString(archive, "no archive at all");
    assertThatThrownBy(() -> DataSet.find("x", archive).lines("a.txt"))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(archive + ": no sound .tar.gz archive: ");
  }

  @Test
  void emptyFilesAreRefused() throws IOException {
    DataSet data = DataFiles.one(folder, "a.txt", "\n \n");
    assertThatThrownBy(() -> data.lines("a.txt"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + "/a.txt: the file is empty");
  }

  @Test
  void theVariableNamesTheRoot() {
    assertThat(DataSet.root(Optional.of("data/all"))).isEqualTo(Path.of("data/all"));
    for (Optional<String> unset : List.of(Optional.<String>empty(), Optional.of(" "))) {
      assertThatThrownBy(() -> DataSet.root(unset))
          .isInstanceOf(NotFoundException.class)
          .hasMessageStartingWith("EMBED4J_DATA is not set");
    }
  }

  private static List<String> texts(DataSet data, String file) {
    return data.lines(file).stream().map(Line::text).toList();
  }
}
