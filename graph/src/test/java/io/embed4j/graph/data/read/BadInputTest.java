package io.embed4j.graph.data.read;

import static io.embed4j.graph.data.read.Inputs.gzip;
import static io.embed4j.graph.data.read.Inputs.named;
import static io.embed4j.graph.data.read.Inputs.write;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads when a file is wrong. */
class BadInputTest {
  @TempDir Path folder;

  private void assertRefused(String message) {
    assertRefused(folder, message);
  }

  private void assertRefused(Path path, String message) {
    assertThatThrownBy(() -> GraphReader.read(path, ReadOptions.DEFAULT))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(message.replace("DIR", folder.toString()));
  }

  @Test
  void aMissingPath() {
    assertRefused(folder.resolve("no.tsv"), "DIR/no.tsv: there is no such file or folder");
  }

  @Test
  void aFolderWithoutTrainingFile() {
    String expected =
        "DIR: expected a file named train with the ending .txt, .tsv, .csv, .nt or .nq (and .gz if"
            + " packed), found ";
    assertRefused(expected + "no file");
    write(folder, "test.txt", "a\tr\tb\n");
    write(folder, "train.ttl", "");
    assertRefused(expected + "test.txt, train.ttl");
  }

  @Test
  void twoTrainingFiles() {
    write(folder, "train.txt", "a\tr\tb\n");
    write(folder, "train.csv", "a,r,b\n");
    assertRefused(
        "DIR: expected one file named train or training, found train.csv, train.txt; move all but"
            + " one away");
  }

  @Test
  void aFolderInPlaceOfAFile() throws IOException {
    Files.createDirectory(folder.resolve("train.txt"));
    assertRefused("DIR/train.txt: expected a file, found a folder");
  }

  @Test
  void anEmptyFile() {
    write(folder, "train.txt", "");
    assertRefused("DIR/train.txt: the file is empty");
    write(folder, "train.txt", gzip(""));
    assertRefused("DIR/train.txt: the file is empty");
    write(folder, "train.txt", "# only\n# comments\n");
    assertRefused("DIR/train.txt: expected triples, found none in 2 lines");
  }

  @Test
  void oneColumn() {
    write(folder, "train.txt", "alpha\nbeta\n");
    assertRefused(
        "DIR/train.txt:1:6: expected 3 fields (columns hrt) separated by tab, comma, semicolon, |"
            + " or space, found 1");
  }

  @Test
  void tooFewOrTooManyColumns() {
    write(folder, "train.txt", "a\tr\tb\né\tr\n");
    assertRefused("DIR/train.txt:2:4: expected 3 fields (columns hrt) separated by tab, found 2");
    write(folder, "train.txt", "a\tr\tb\né\tr\tc\t0.5\n");
    assertRefused("DIR/train.txt:2:7: expected 3 fields (columns hrt) separated by tab, found 4");
  }

  @Test
  void aNameOfSpaces() {
    write(folder, "train.txt", "a\tr\tb\na\tr\t  \n");
    assertRefused("DIR/train.txt:2:7: expected the name of a tail in column 3, found only spaces");
    write(folder, "train.txt", "a\tr\tb\n\u3000\u00a0\tr\tb\n");
    assertRefused("DIR/train.txt:2:1: expected the name of a head in column 1, found only spaces");
    write(folder, "train.txt", "a\tr\tb\na\t\tb\n");
    assertRefused(
        "DIR/train.txt:2:3: expected the name of a relation in column 2, found only spaces");
  }

  @Test
  void anOpenQuote() {
    write(folder, "train.csv", "a,r,b\n\"a,r,b\n");
    assertRefused(
        "DIR/train.csv:2:1: expected a closing quote for this field, found the end of the line");
    write(folder, "train.csv", "a,r,b\n\"a\"x,r,b\n");
    assertRefused(
        "DIR/train.csv:2:4: expected a separator after the closing quote, found more text");
  }

  @Test
  void otherEncodings() {
    write(folder, "train.txt", "a\tr\tcafé\n".getBytes(ISO_8859_1));
    assertRefused(
        "DIR/train.txt:1:8: expected text in UTF-8, found the byte 0xE9; convert the file to UTF-8");
    write(folder, "train.txt", "a\tr\tb\n".getBytes(UTF_16));
    assertRefused(
        "DIR/train.txt:1:1: expected text in UTF-8, found what looks like UTF-16; convert the file"
            + " to UTF-8");
  }

  @Test
  void aLineOfTenMegabytes() {
    byte[] line = new byte[10_000_000];
    Arrays.fill(line, (byte) 'x');
    write(folder, "train.txt", line);
    assertRefused(
        "DIR/train.txt:1:1048577: expected a line of at most 1048576 bytes, found a longer one; is"
            + " this a text file with one statement a line?");
  }

  @Test
  void aGzipFileThatIsCutOffOrDamaged() {
    byte[] whole = gzip("a\tr\tb\n".repeat(1000));
    write(folder, "train.txt.gz", Arrays.copyOf(whole, whole.length - 12));
    assertThatThrownBy(() -> GraphReader.read(folder, ReadOptions.DEFAULT))
        .isInstanceOf(DataFormatException.class)
        .hasMessageMatching(
            ".*/train\\.txt\\.gz:\\d+:1: the gzip data are cut off; expected more lines; copy or"
                + " download the file again");
    byte[] damaged = whole.clone();
    damaged[whole.length - 6] ^= 1;
    write(folder, "train.txt.gz", damaged);
    assertThatThrownBy(() -> GraphReader.read(folder, ReadOptions.DEFAULT))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("the gzip data are damaged (");
  }

  @Test
  void formatsThatAreNotRead() {
    Path file = write(folder, "kg.ttl", "@prefix a: <http://a/> .\n");
    assertRefused(
        file,
        "DIR/kg.ttl: expected tab- or comma-separated text, N-Triples (.nt) or N-Quads (.nq);"
            + " convert the file to N-Triples with an RDF tool first");
  }

  @Test
  void badLabelFiles() {
    write(folder, "train.txt", "a\tr\tb\n");
    Path labels = write(folder, "entity_labels.tsv", "a no tab here\n");
    assertRefused(
        "DIR/entity_labels.tsv:1:14: expected an id, a tab and a text, found no text; is the tab"
            + " missing?");
    assertThat(labels.toFile().delete()).isTrue();
    Path table = write(folder, "entity_text.tsv", "id\tlabel\n");
    assertRefused("DIR/entity_text.tsv:1:1: expected the columns qid and name, found [id, label]");
    assertThat(table.toFile().delete()).isTrue();
    write(folder, "relations.en.json", "{\"r\": {\"label\": \n");
    assertThatThrownBy(() -> GraphReader.read(folder, ReadOptions.DEFAULT))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(folder + "/relations.en.json:2:1: expected JSON, found Unexpected");
    write(folder, "relations.en.json", "[]");
    assertRefused("DIR/relations.en.json:1:1: expected a JSON object of ids");
  }

  @Test
  void faultyLinesAreSkippedUpToTheLimit() {
    write(folder, "train.txt", "a\tr\tb\nx\n \tr\tb\nb\tr\tc\n");
    ReadGraph read = GraphReader.read(folder, ReadOptions.DEFAULT.withMaxErrors(2));
    assertThat(named(read.graph(), read.graph().train())).containsExactly("a r b", "b r c");
    assertThat(read.report().errorCount()).isEqualTo(2);
    assertThat(read.report().errors())
        .containsExactly(
            folder + "/train.txt:2:2: expected 3 fields (columns hrt) separated by tab, found 1",
            folder + "/train.txt:3:2: expected the name of a head in column 1, found only spaces");
    assertThatThrownBy(() -> GraphReader.read(folder, ReadOptions.DEFAULT.withMaxErrors(1)))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            folder
                + "/train.txt:3:2: expected the name of a head in column 1, found only spaces;"
                + " this is faulty line 2 and --max-errors allows only 1");
  }
}
