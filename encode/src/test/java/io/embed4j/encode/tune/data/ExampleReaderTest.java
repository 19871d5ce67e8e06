package io.embed4j.encode.tune.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.NotFoundException;
import io.embed4j.encode.tune.loss.Loss.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that people have, and what they are told about faulty ones. */
final class ExampleReaderTest {
  @TempDir private Path folder;

  private Examples read(String name, Needs needs, String... lines) throws IOException {
    return read(name, needs, 0, lines);
  }

  private Examples read(String name, Needs needs, long maxErrors, String... lines)
      throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, String.join("\n", lines) + "\n");
    Targets targets = new Targets(needs, new ScoreRange(0, 5));
    return new ExampleReader(targets, maxErrors).read(file);
  }

  private void refused(String message, String name, Needs needs, String... lines) {
    assertThatThrownBy(() -> read(name, needs, lines))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder.resolve(name) + message);
  }

  @Test
  void tabsSeparateTextsAndAScoreComesLast() throws IOException {
    Examples examples =
        read("a.tsv", Needs.SCORE, "a \"cat\"\tthe cat\t5", "a cat\tdogs, two\t2.5");
    assertThat(examples.all())
        .containsExactly(
            new Example("a \"cat\"", "the cat", List.of(), 1),
            new Example("a cat", "dogs, two", List.of(), 0.5));
  }

  @Test
  void csvHasQuotesAndTextsOfSeveralLines() throws IOException {
    Examples examples =
        read("a.csv", Needs.SCORE, "\"a, b\",\"two\nlines\",0", "c,\"say \"\"hi\"\"\",5");
    assertThat(examples.all())
        .containsExactly(
            new Example("a, b", "two\nlines", List.of(), 0),
            new Example("c", "say \"hi\"", List.of(), 1));
  }

  @Test
  void withoutATargetTheRestIsHardNegatives() throws IOException {
    assertThat(read("a.tsv", Needs.NOTHING, "q\tp\tn1\tn2", "r\ts\tt\t").all())
        .containsExactly(
            new Example("q", "p", List.of("n1", "n2"), Double.NaN),
            new Example("r", "s", List.of("t"), Double.NaN));
  }

  @Test
  void aHeadingSaysWhichColumnIsWhich() throws IOException {
    assertThat(
            read(
                    "a.tsv",
                    Needs.SCORE,
                    "id\tscore\tsentence2\tSentence1",
                    "7\t5\tb\ta",
                    "8\t0\td\tc")
                .all())
        .containsExactly(new Example("a", "b", List.of(), 1), new Example("c", "d", List.of(), 0));
    assertThat(
            read("a.csv", Needs.NOTHING, "query,positive,negative_1,negative_2", "q,p,m,n").all())
        .containsExactly(new Example("q", "p", List.of("m", "n"), Double.NaN));
  }

  @Test
  void jsonLinesHaveTheSameNames() throws IOException {
    assertThat(
            read(
                    "a.jsonl",
                    Needs.NOTHING,
                    "{\"query\": \"q\", \"positive\": \"p\", \"negatives\": [\"m\", \"n\"]}",
                    "",
                    "{\"anchor\": \"a\", \"positive\": \"b\", \"other\": 3}")
                .all())
        .containsExactly(
            new Example("q", "p", List.of("m", "n"), Double.NaN),
            new Example("a", "b", List.of(), Double.NaN));
    assertThat(
            read(
                    "b.jsonl",
                    Needs.LABEL,
                    "{\"text1\": \"a\", \"text2\": \"b\", \"label\": 1}",
                    "{\"text1\": \"a\", \"text2\": \"c\", \"label\": 0}")
                .all())
        .extracting(Example::target)
        .containsExactly(1.0, 0.0);
  }

  @Test
  void faultsAreNamedWithFileAndLine() {
    refused(
        ":2:1: expected a score from 0 to 5, found 7; if scores go elsewhere, set scores.least and"
            + " scores.most",
        "a.tsv",
        Needs.SCORE,
        "a\tb\t1",
        "c\td\t7");
    refused(
        ":3:1: expected a score from 0 to 5, found nothing",
        "a.csv",
        Needs.SCORE,
        "\"two\nlines\",b,1",
        "c,d,");
    refused(":1:1: expected a label 0 or 1, found 2", "b.tsv", Needs.LABEL, "a\tb\t2", "a\tb\t1");
    refused(
        ":1:1: expected two texts and a score from 0 to 5, found 2 fields",
        "c.tsv",
        Needs.SCORE,
        "a\tb");
    refused(
        ":2:1: expected 3 fields as in the first line, found 4",
        "d.tsv",
        Needs.SCORE,
        "a\tb\t1",
        "a\tb\tc\t1");
    refused(":1:1: expected two texts, found an empty second one", "e.tsv", Needs.NOTHING, "a\t ");
    refused(
        ":1:1: expected a hard negative after the two texts, found none",
        "f.tsv",
        Needs.NEGATIVES,
        "a\tb");
    refused(
        ":2:1: expected keys such as query and positive, or sentence1 and sentence2; found [q]",
        "g.jsonl",
        Needs.NOTHING,
        "",
        "{\"q\": \"x\"}");
    refused(
        ":1:1: expected a text for positive, found NUMBER",
        "h.jsonl",
        Needs.NOTHING,
        "{\"query\": \"x\", \"positive\": 3}");
    refused(":1:1: expected a JSON object, found [1]", "i.jsonl", Needs.NOTHING, "[1]");
  }

  @Test
  void someFaultyLinesMayBeLeftOut() throws IOException {
    String[] lines = {"a\tb\t1", "c\td\tx", "e\tf\t9", "g\th\t2"};
    Examples examples = read("a.tsv", Needs.SCORE, 2, lines);
    assertThat(examples.all()).hasSize(2);
    assertThat(examples.faults()).isEqualTo(2);
    assertThat(examples.messages().getFirst())
        .endsWith(":2:1: expected a score from 0 to 5, found x");
    assertThatThrownBy(() -> read("a.tsv", Needs.SCORE, 1, lines))
        .hasMessageContaining("this is faulty line 2 and --max-errors allows only 1");
  }

  @Test
  void dataFromWhichNothingCanBeLearntAreRefused() {
    refused(": there are no pairs in it", "a.tsv", Needs.NOTHING, "");
    refused(
        ": all 2 pairs have the same label, from which nothing can be learnt",
        "b.tsv",
        Needs.LABEL,
        "a\tb\t1",
        "c\td\t1");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertThatThrownBy(() -> read("a.xlsx", Needs.NOTHING, "a\tb"))
        .hasMessageEndingWith("expected a file .tsv, .txt, .csv or .jsonl, found .xlsx");
    Path latin = folder.resolve("latin.tsv");
    Files.write(latin, "caf\u00e9\tb\n".getBytes(StandardCharsets.ISO_8859_1));
    ExampleReader reader = new ExampleReader(new Targets(Needs.NOTHING, new ScoreRange(0, 1)), 0);
    assertThatThrownBy(() -> reader.read(latin))
        .isInstanceOf(DataFormatException.class)
        .hasMessageEndingWith("expected UTF-8 text, found other bytes");
    assertThatThrownBy(() -> reader.read(folder.resolve("none.tsv")))
        .isInstanceOf(NotFoundException.class);
  }
}
