package io.embed4j.encode.benchmark.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.embed4j.core.error.DataFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeirFilesTest {
  private static final String CORPUS =
      """
      {"_id": "d1", "title": " Title", "text": "text "}
      {"_id": "d2", "title": "", "text": "only text"}
      {"_id": "d3", "text": "", "title": "only title", "metadata": {}}
      """;
  private static final String QUERIES =
      """
      {"_id": "q1", "text": "first"}
      {"_id": "q2", "text": "nobody judged this"}
      {"_id": "q3", "text": "third"}
      """;
  private static final String QRELS =
      """
      query-id\tcorpus-id\tscore
      q3\td2\t2
      q1\td1\t1
      q3\td1\t0
      """;

  @TempDir private Path folder;

  private DataSet data(String file, String content) throws IOException {
    Map<String, String> files = new HashMap<>();
    files.put("corpus.jsonl", CORPUS);
    files.put("queries.jsonl", QUERIES);
    files.put("qrels/test.tsv", QRELS);
    files.put(file, content);
    return DataSet.find("x", DataFiles.folder(folder, files));
  }

  @Test
  void documentsAreTitleAndTextAndQueriesAreTheJudgedOnes() throws IOException {
    RetrievalSet set = BeirFiles.read(data("qrels/test.tsv", QRELS), "test");
    assertThat(set.documentIds()).containsExactly("d1", "d2", "d3");
    assertThat(set.documents()).containsExactly("Title text", "only text", "only title");
    assertThat(set.queries()).containsExactly("third", "first");
    assertThat(set.judgements()).containsExactly(Map.of(1, 2, 0, 0), Map.of(0, 1));
    assertThat(set.judgementCount()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "qrels/test.tsv|q1 d1 1|1:1: expected the header query-id, corpus-id, score",
        "qrels/test.tsv|HEADER;q9 d1 1|2:1: there is no query q9 in queries.jsonl",
        "qrels/test.tsv|HEADER;q1 d9 1|2:1: there is no document d9 in corpus.jsonl",
        "qrels/test.tsv|HEADER;q1 d1 1;;q1 d1 1|4:1: query q1 and document d1 are judged twice",
        "qrels/test.tsv|HEADER;q1 d1 0.5|2:1: expected a whole number as level, found \"0.5\"",
        "qrels/test.tsv|HEADER;q1 d1|2:1: expected 3 fields between tabs, found 2",
        "corpus.jsonl|{\"_id\": \"d1\"}|1:1: expected a text under \"text\"",
        "corpus.jsonl|{\"text\": \"d1\"}|1:1: expected a text under \"_id\"",
        "corpus.jsonl|{\"_id\": 3, \"text\": \"\"}|1:1: expected a text under \"_id\"",
        "corpus.jsonl|[1]|1:1: expected a JSON object",
        "queries.jsonl|{\"_id\":\"a\",\"text\":\"\"};{\"_id\":\"a\",\"text\":\"\"}"
            + "|2:1: the id a is there twice",
      })
  void faultsHaveAPlace(String file, String content, String message) throws IOException {
    String text = content.replace("HEADER", "query-id corpus-id score").replace(';', '\n');
    DataSet data = data(file, file.endsWith("tsv") ? text.replace(' ', '\t') : text);
    assertThatThrownBy(() -> BeirFiles.read(data, "test"))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + "/" + file + ":" + message);
  }

  @Test
  void brokenJsonIsFoundAtItsLineAndColumn() throws IOException {
    DataSet data =
        data("corpus.jsonl", "{\"_id\": \"d1\", \"text\": \"\"}\n{\"_id\": \"d2\", text}");
    assertThatThrownBy(() -> BeirFiles.read(data, "test"))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(folder + "/corpus.jsonl:2:15: no sound JSON: ");
  }
}
