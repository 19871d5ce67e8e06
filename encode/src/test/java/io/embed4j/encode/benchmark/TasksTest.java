package io.embed4j.encode.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.error.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks on small data of the real layouts, with vectors that count letters. */
final class TasksTest {
  private static final VectorSource LETTERS =
      (texts, role) -> texts.stream().map(TasksTest::letters).toList();

  @TempDir private Path folder;

  private static float[] letters(String text) {
    float[] counts = new float[26];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 'a' && c <= 'z') {
        counts[c - 'a']++;
      }
    }
    return counts;
  }

  @Test
  void similarityReadsQuotedSentences() throws IOException {
    Files.writeString(
        folder.resolve("stsb-en-test.csv"),
        "\"a cat, a dog\",a cat and dog,4.5\nxyz,abc,0\nabc,\"ab \"\"x\"\"\",3\n");
    TaskResult result = Tasks.find("stsb-en").evaluate(LETTERS, folder);
    assertThat(result.counts()).containsEntry("pairs", 3);
    assertThat(result.figures().get("spearman")).isEqualTo(1);
  }

  @Test
  void retrievalFindsWhatSharesItsLetters() throws IOException {
    Files.writeString(
        folder.resolve("corpus.jsonl"),
        """
        {"_id": "1", "title": "bees", "text": "bees"}
        {"_id": "2", "title": "", "text": "trains"}
        """);
    Files.writeString(
        folder.resolve("queries.jsonl"),
        """
        {"_id": "q", "text": "bee"}
        {"_id": "unjudged", "text": "x"}
        """);
    Files.createDirectories(folder.resolve("qrels"));
    Files.writeString(folder.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq\t1\t1\n");
    TaskResult result = Tasks.find("scifact").evaluate(LETTERS, folder);
    assertThat(result.figures()).containsEntry("ndcg@10", 1.0).containsEntry("mrr@10", 1.0);
    assertThat(result.counts()).containsEntry("documents", 2).containsEntry("queries", 1);
  }

  @Test
  void paraphrasesAreToldApart() throws IOException {
    Files.writeString(
        folder.resolve("test_2k.tsv"), "id\ts1\ts2\tlabel\n1\tab\tba\t1\n2\tab\txy\t0\n");
    TaskResult result = Tasks.find("pawsx-zh").evaluate(LETTERS, folder);
    assertThat(result.figures())
        .containsEntry("average-precision", 1.0)
        .containsEntry("best-accuracy", 1.0);
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    assertThatThrownBy(() -> Tasks.find("stsb-em"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("there is no task stsb-em, perhaps stsb-en; there are stsb-en");
    Task task = Tasks.find("stsb-en");
    assertThatThrownBy(() -> task.evaluate(LETTERS, folder))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + ": there is no file stsb-en-test.csv in it");
    Files.writeString(folder.resolve("stsb-en-test.csv"), "a,b,1\na,b,much\n");
    assertThatThrownBy(() -> task.evaluate(LETTERS, folder))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("record 2: expected two sentences and a number, found [a, b, much]");
  }

  @Test
  void damagedAndEmptyFilesAreNamed() throws IOException {
    Path archive = folder.resolve("x.tar.gz");
    Files.writeString(archive, "this is no archive");
    assertThatThrownBy(() -> Tasks.find("stsb-en").evaluate(LETTERS, archive))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("expected a .tar.gz archive");
    Files.writeString(folder.resolve("stsb-en-test.csv"), "");
    assertThatThrownBy(() -> Tasks.find("stsb-en").evaluate(LETTERS, folder))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("there are no pairs in it");
    Files.writeString(folder.resolve("corpus.jsonl"), "{\"_id\": \"1\", \"text\": \"a\"}\n");
    Files.writeString(folder.resolve("queries.jsonl"), "{\"_id\": \"q\", \"text\": \"a\"}\n");
    Files.createDirectories(folder.resolve("qrels"));
    Path judgements = folder.resolve("qrels/test.tsv");
    Task scifact = Tasks.find("scifact");
    Files.writeString(judgements, "");
    assertThatThrownBy(() -> scifact.evaluate(LETTERS, folder))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("expected documents and judged queries, found 1 and 0");
    Files.writeString(judgements, "query-id\tcorpus-id\tscore\nq\t1\tmuch\n");
    assertThatThrownBy(() -> scifact.evaluate(LETTERS, folder))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("expected query, document, score; found q\t1\tmuch");
  }

  @Test
  void theRealFilesHaveAsManyPairsAsPublished() {
    String data = System.getenv("EMBED4J_DATA");
    assumeTrue(data != null, "EMBED4J_DATA does not name the folder of data sets");
    VectorSource nothing =
        (texts, role) -> texts.stream().map(text -> new float[] {1, text.length()}).toList();
    assertThat(counts("stsb-en", nothing, data)).isEqualTo(1379);
    assertThat(counts("stsb-zh", nothing, data)).isEqualTo(1379);
    assertThat(counts("stsb-zh-cnsd", nothing, data)).isEqualTo(1361);
    assertThat(counts("pawsx-zh", nothing, data)).isEqualTo(2000);
    Task scifact = Tasks.find("scifact");
    Path path = Path.of(data, "text", scifact.data() + ".tar.gz");
    assertThat(scifact.evaluate(nothing, path).counts())
        .containsEntry("documents", 5183)
        .containsEntry("queries", 300);
  }

  private static int counts(String name, VectorSource source, String data) {
    Task task = Tasks.find(name);
    Path path = Path.of(data, "text", task.data() + ".tar.gz");
    return List.copyOf(task.evaluate(source, path).counts().values()).getFirst();
  }
}
