package io.embed4j.encode.benchmark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairFilesTest {
  @TempDir private Path folder;

  @Test
  void quotedFieldsMayHoldCommasAndQuotes() throws IOException {
    String text =
        """
        a b,c,2.5
        "a, b","say ""no"", or ""yes""\",0
        "",x"y,5.000
        """;
    assertThat(PairFiles.csv(DataFiles.one(folder, "a.csv", text), "a.csv"))
        .containsExactly(
            new ScoredPair("a b", "c", 2.5),
            new ScoredPair("a, b", "say \"no\", or \"yes\"", 0),
            new ScoredPair("", "x\"y", 5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "a,b|2:1: expected 3 fields between commas, found 2",
        "a,b,1,|2:1: expected 3 fields between commas, found 4",
        "a,\"b,1|2:1: expected quotes that close, and a comma or the end of the line behind them",
        "\"a\"b,c,1|2:1: expected quotes that close, and a comma or the end of the line behind them",
        "a,b,good|2:1: expected a number, found \"good\"",
        "a,b,NaN|2:1: expected a number, found \"NaN\""
      })
  void faultsOfCsvHaveAPlace(String line, String message) throws IOException {
    DataSet data = DataFiles.one(folder, "a.csv", "x,y,1\n" + line + "\n");
    assertThatThrownBy(() -> PairFiles.csv(data, "a.csv"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + "/a.csv:" + message);
  }

  @Test
  void tabsSeparateAndQuotesMeanNothing() throws IOException {
    DataSet data = DataFiles.one(folder, "a.txt", "a \"b\tc, d\t3\r\ne\tf\t10.00");
    assertThat(PairFiles.tabs(data, "a.txt"))
        .containsExactly(new ScoredPair("a \"b", "c, d", 3), new ScoredPair("e", "f", 10));
    DataSet broken = DataFiles.one(folder, "b.txt", "a\tb\t1\na\t2\n");
    assertThatThrownBy(() -> PairFiles.tabs(broken, "b.txt"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + "/b.txt:2:1: expected 3 fields between tabs, found 2");
    DataSet longer = DataFiles.one(folder, "c.txt", "a\tb\t1\t\n");
    assertThatThrownBy(() -> PairFiles.tabs(longer, "c.txt"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + "/c.txt:1:1: expected 3 fields between tabs, found 4");
  }

  @Test
  void pawsxHasAHeaderAndLabels() throws IOException {
    String header = "id\tsentence1\tsentence2\tlabel\n";
    DataSet data = DataFiles.one(folder, "a.tsv", header + "7\ta\tb\t1\n8\tc\td\t0\n");
    assertThat(PairFiles.pawsx(data, "a.tsv"))
        .containsExactly(new ScoredPair("a", "b", 1), new ScoredPair("c", "d", 0));
    assertFault(header + "7\ta\tb\t2\n", "2:1: expected the label 0 or 1, found \"2\"");
    assertFault("7\ta\tb\t1\n", "1:1: expected the header id, sentence1, sentence2, label");
    assertFault(header, "1:1: expected pairs below the header");
  }

  private void assertFault(String content, String message) throws IOException {
    DataSet data = DataFiles.one(folder, "b.tsv", content);
    assertThatThrownBy(() -> PairFiles.pawsx(data, "b.tsv"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + "/b.tsv:" + message);
  }

  @Test
  void crossedPairsTakeTheFirstOfOneAndTheSecondOfTheOther() throws IOException {
    Map<String, String> files =
        Map.of("e", "a,b,1\nc,d,2\n", "z", "甲,乙,1\n丙,丁,2\n", "u", "a,b,1\nc,d,3\n", "s", "a,b,1\n");
    DataSet data = DataSet.find("x", DataFiles.folder(folder, files));
    assertThat(PairFiles.crossed(data, "e", "z"))
        .containsExactly(new ScoredPair("a", "乙", 1), new ScoredPair("c", "丁", 2));
    assertThatThrownBy(() -> PairFiles.crossed(data, "e", "u"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + "/u: pair 2 has another score in e");
    assertThatThrownBy(() -> PairFiles.crossed(data, "e", "s"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + ": e and s differ in the number of pairs");
  }
}
