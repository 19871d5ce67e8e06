package io.embed4j.graph.data.read;

import static io.embed4j.graph.data.read.Inputs.gzip;
import static io.embed4j.graph.data.read.Inputs.named;
import static io.embed4j.graph.data.read.Inputs.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Split;
import io.embed4j.graph.data.read.Layout.Header;
import io.embed4j.graph.data.read.Layout.Quotes;
import io.embed4j.graph.data.read.Layout.Separator;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphReaderTest {
  @TempDir Path folder;

  private static final ReadOptions OPTIONS = ReadOptions.DEFAULT;

  private ReadGraph readOne(String name, String text, Layout layout) {
    write(folder, name, text);
    return GraphReader.read(folder, OPTIONS.withLayout(layout));
  }

  @Test
  void readsAFolderWithThreePartsOfDifferentKinds() {
    write(folder, "train.txt", "a\tr\tb\nb\tr\tc\n");
    write(folder, "valid.csv.gz", gzip("a,r,c\n"));
    write(folder, "my-test.nt", "<x:a> <x:r> <x:d> .\n");
    write(folder, "test_negatives.txt", "a\tr\ta\n");

    ReadGraph read = GraphReader.read(folder, OPTIONS);
    KnowledgeGraph graph = read.graph();

    assertThat(graph.name()).isEqualTo(folder.getFileName().toString());
    assertThat(named(graph, graph.train())).containsExactly("a r b", "b r c");
    assertThat(named(graph, graph.valid())).containsExactly("a r c");
    assertThat(named(graph, graph.test())).containsExactly("x:a x:r x:d");
    assertThat(graph.entities().size()).isEqualTo(5);
    assertThat(graph.entities().find("c")).isEqualTo(2);
    assertThat(read.report().files())
        .extracting(ReadReport.FileCount::format)
        .containsExactly("tab, columns hrt", "comma, columns hrt", "N-Triples");
    assertThat(read.report().errorCount()).isZero();
  }

  @Test
  void aFolderMayLackValidationAndTest() {
    write(folder, "TRAIN.TSV", "a\tr\tb\n");
    KnowledgeGraph graph = GraphReader.read(folder, OPTIONS).graph();
    assertThat(graph.train().size()).isEqualTo(1);
    assertThat(graph.valid().size()).isZero();
    assertThat(graph.test().size()).isZero();
  }

  @Test
  void aSingleFileIsSplitBySeed() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      text.append("e").append(i % 10).append("\tr\te").append(i / 10).append('\n');
    }
    text.append("e1\tr\te1\n"); // a repetition, which no part may share
    Path file = write(folder, "kg.tsv", text.toString());

    KnowledgeGraph graph =
        GraphReader.read(file, OPTIONS.withSplit(new Split(0.1, 0.2, 4))).graph();
    KnowledgeGraph again =
        GraphReader.read(file, OPTIONS.withSplit(new Split(0.1, 0.2, 4))).graph();

    assertThat(graph.name()).isEqualTo("kg");
    assertThat(graph.train().size()).isEqualTo(70);
    assertThat(graph.valid().size()).isEqualTo(10);
    assertThat(graph.test().size()).isEqualTo(20);
    assertThat(named(graph, graph.test()))
        .doesNotContainAnyElementsOf(named(graph, graph.train()))
        .isEqualTo(named(again, again.test()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "a\tr\tb",
        "a,r,b",
        "a;r;b",
        "a|r|b",
        "a r b",
        "'# comment\n\n  \na\tr\tb'",
        "'head,relation,tail\na,r,b'",
        "'Subject;Object;Predicate\na;b;r'",
        "'id,source,target,edge,weight\n1,a,b,r,0.5'",
        "' a ,r , b '",
        "'\"a\",\"r\",\"b\"\r\n'",
      })
  void guessesSeparatorHeaderAndOrder(String text) {
    KnowledgeGraph graph = readOne("train.txt", text, Layout.DEFAULT).graph();
    assertThat(named(graph, graph.train())).containsExactly("a r b");
  }

  @Test
  void takesAnyOrderOfColumns() {
    Layout layout = Layout.DEFAULT.withColumns("t_hr");
    ReadGraph read = readOne("train.csv", "b,x,a,r\nc,x,b,r\n", layout);
    assertThat(named(read.graph(), read.graph().train())).containsExactly("a r b", "b r c");
  }

  @Test
  void quotedFieldsMayHoldSeparatorsAndQuotes() {
    ReadGraph read = readOne("train.csv", "\"a, the \"\"first\"\"\",r, \"b\" \n", Layout.DEFAULT);
    assertThat(named(read.graph(), read.graph().train())).containsExactly("a, the \"first\" r b");
  }

  @Test
  void quotesInTabSeparatedFilesAreText() {
    ReadGraph plain = readOne("train.txt", "\"a\tr\tb\"\n", Layout.DEFAULT);
    assertThat(named(plain.graph(), plain.graph().train())).containsExactly("\"a r b\"");
    ReadGraph quoted =
        readOne("train.txt", "\"a\tb\"\tr\tb\n", Layout.DEFAULT.withQuotes(Quotes.YES));
    assertThat(named(quoted.graph(), quoted.graph().train())).containsExactly("a\tb r b");
  }

  @Test
  void whatIsSaidIsNotGuessed() {
    Layout layout = new Layout("hrt", Separator.SEMICOLON, Quotes.NO, Header.YES, "%");
    ReadGraph read = readOne("train.txt", "% note\nx;y;z\n#a;r;\"b\n", layout);
    assertThat(named(read.graph(), read.graph().train())).containsExactly("#a r \"b");
    assertThat(read.report().files().getFirst())
        .isEqualTo(
            new ReadReport.FileCount(
                folder.resolve("train.txt").toString(), "semicolon, header, columns hrt", 3, 1, 2));
    ReadGraph headless =
        readOne("train.txt", "head\trelation\ttail\n", Layout.DEFAULT.withHeader(Header.NO));
    assertThat(headless.graph().train().size()).isEqualTo(1);
  }

  @Test
  void columnsAndOptionsAreChecked() {
    assertThatThrownBy(() -> Layout.DEFAULT.withColumns("hrr"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "columns must hold each of the letters h, r and t once, and _ for a column to skip,"
                + " such as hrt, htr or hrt_, but is \"hrr\"");
    assertThatThrownBy(() -> OPTIONS.withMaxErrors(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("max-errors must be at least 0, but is -1");
    assertThatThrownBy(() -> OPTIONS.withMaxLineBytes(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the longest line must have 1 to 8388608 bytes, but has 0");
  }
}
