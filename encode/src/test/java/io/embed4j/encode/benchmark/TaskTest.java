package io.embed4j.encode.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.embed4j.core.error.DataFormatException;
import io.embed4j.core.run.Progress;
import io.embed4j.encode.benchmark.data.DataFiles;
import io.embed4j.encode.model.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole tasks on small files, with vectors whose figures can be worked out by hand. */
class TaskTest {
  @TempDir private Path folder;

  /** Vectors from a table; remembers what it was asked. */
  private record Table(Map<String, float[]> vectors, List<List<String>> asked, List<Role> roles)
      implements VectorSource {
    Table(Map<String, float[]> vectors) {
      this(vectors, new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public List<float[]> vectors(List<String> texts, Role role) {
      asked.add(List.copyOf(texts));
      roles.add(role);
      return texts.stream().map(text -> Objects.requireNonNull(vectors.get(text), text)).toList();
    }
  }

  private TaskResult run(String task, VectorSource source, Map<String, String> files)
      throws IOException {
    return Tasks.find(task).evaluate(source, DataFiles.folder(folder, files), Progress.NONE);
  }

  private static float[] at(double degrees) {
    double angle = Math.toRadians(degrees);
    return new float[] {7 * (float) Math.cos(angle), 7 * (float) Math.sin(angle)};
  }

  @Test
  void similarityIsTheCorrelationOfCosines() throws IOException {
    var source = new Table(Map.of("a", at(0), "b", at(10), "c", at(60), "d", at(-90)));
    // cos(ab) = 0.985, cos(ac) = 0.5, cos(ad) = 0, cos(bc) = 0.643: the ranks are 4, 2, 1, 3.
    TaskResult result =
        run("stsb-en", source, Map.of("stsb-en-test.csv", "a,b,4\na,c,3\na,d,1\nb,c,2\n"));
    // Ranks of scores: 4, 3, 1, 2; 1 − 6·(0 + 1 + 0 + 1) / (4·15).
    assertThat(result.main()).isEqualTo(0.8, within(1e-12));
    double[] x = {Math.cos(Math.toRadians(10)), 0.5, 0, Math.cos(Math.toRadians(50))};
    double mean = (x[0] + x[1] + x[2] + x[3]) / 4;
    double covariance = 1.5 * x[0] + 0.5 * x[1] - 1.5 * x[2] - 0.5 * x[3];
    double squares = 0;
    for (double value : x) {
      squares += (value - mean) * (value - mean);
    }
    double pearson = covariance / Math.sqrt(5 * squares);
    assertThat(result.figures())
        .containsOnlyKeys("spearman", "pearson")
        .hasEntrySatisfying("pearson", found -> assertThat(found).isEqualTo(pearson, within(1e-6)));
    assertThat(result.counts()).containsExactly(entry("pairs", 4));
    assertThat(source.roles()).containsExactly(Role.PLAIN);
    assertThat(source.asked()).containsExactly(List.of("a", "b", "c", "d")); // each text once
  }

  @Test
  void equalTextsAreTies() throws IOException {
    var source =
        new Table(Map.of("a", new float[] {.1f, .7f, .3f}, "b", new float[] {.9f, -.2f, .11f}));
    // Cosines 1, 1 and less: ranks 2.5, 2.5, 1 against 3, 2, 1: 1.5 / √(1.5 · 2).
    TaskResult result = run("stsb-zh", source, Map.of("stsb-zh-test.csv", "a,a,5\nb,b,4\na,b,0\n"));
    assertThat(result.main()).isEqualTo(1.5 / Math.sqrt(3), within(1e-12));
  }

  @Test
  void pairsAreClassifiedByThreshold() throws IOException {
    String lines =
        "id\tsentence1\tsentence2\tlabel\n1\ta\tb\t1\n2\ta\tc\t0\n3\tb\tc\t1\n4\ta\td\t0\n";
    var source = new Table(Map.of("a", at(0), "b", at(30), "c", at(60), "d", at(90)));
    // Cosines: ab and bc 0.866 (both positive), ac 0.5, ad 0.
    TaskResult result = run("pawsx-zh", source, Map.of("test_2k.tsv", lines));
    assertThat(result.main()).isEqualTo(1, within(1e-12));
    assertThat(result.figures())
        .contains(entry("accuracy", 1.0), entry("f1", 1.0), entry("recall", 1.0))
        .hasEntrySatisfying(
            "accuracy-threshold",
            threshold -> assertThat(threshold).isEqualTo((Math.sqrt(.75) + .5) / 2, within(1e-6)));
    assertThat(result.counts()).containsExactly(entry("pairs", 4), entry("positive", 2));
  }

  @Test
  void retrievalRanksAllDocuments() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    StringBuilder corpus = new StringBuilder();
    Map<String, float[]> vectors = new LinkedHashMap<>();
    for (int i = 0; i < 30; i++) {
      corpus.append("{\"_id\": \"%02d\", \"text\": \"d%d\"}\n".formatted(i, i));
      vectors.put("d" + i, at(i));
    }
    files.put("corpus.jsonl", corpus.toString());
    files.put(
        "queries.jsonl", "{\"_id\": \"x\", \"text\": \"q0\"}\n{\"_id\": \"y\", \"text\": \"q1\"}");
    files.put("qrels/test.tsv", "query-id\tcorpus-id\tscore\nx\t01\t1\nx\t12\t1\ny\t29\t1\n");
    vectors.put("q0", at(0)); // d0, d1, d2 …: ranks 2 and 13
    vectors.put("q1", at(29)); // d29 first
    var source = new Table(vectors);
    TaskResult result = run("scifact", source, files);
    double log = Math.log(2) / Math.log(3);
    assertThat(result.main()).isEqualTo((log / (1 + log) + 1) / 2, within(1e-12));
    assertThat(result.figures())
        .containsKeys("ndcg@10", "mrr@10", "map")
        .contains(
            entry("mrr@10", 0.75),
            entry("recall@1", 0.5),
            entry("recall@10", 0.75),
            entry("recall@100", 1.0),
            entry("map", ((1.0 / 2 + 2.0 / 13) / 2 + 1) / 2));
    assertThat(result.counts())
        .containsExactly(entry("queries", 2), entry("documents", 30), entry("judgements", 3));
    assertThat(source.roles()).containsExactly(Role.DOCUMENT, Role.QUERY);
  }

  @Test
  void retrievalWithoutQuestionsIsRefused() {
    Map<String, String> files = Map.of("cmrc2018_dev.json", "{\"data\": []}");
    assertThatThrownBy(() -> run("cmrc2018", new Table(Map.of()), files))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(folder + ": no documents, or no queries with judgements");
  }

  @Test
  void wordSetsCountTheSame() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (String set :
        "MC-30 MEN-TR-3k MTurk-287 MTurk-771 RG-65 RW-STANFORD SIMLEX-999 SimVerb-3500 VERB-143"
            .split(" ", -1)) {
      files.put("EN-" + set + ".txt", "a\tb\t9\na\tc\t5\n");
    }
    for (String set : "WS-353-ALL WS-353-REL WS-353-SIM YP-130".split(" ", -1)) {
      files.put("EN-" + set + ".txt", "a\tb\t1\na\tc\t5\nb\tc\t5\nc\tc\t9\n");
    }
    var source = new Table(Map.of("a", at(0), "b", at(40), "c", at(100)));
    // 9 sets agree: 1. In 4, cosines rank 3, 1, 2, 4 and scores 1, 2.5, 2.5, 4: 1.5 / √(5 · 4.5).
    TaskResult result = run("word-similarity", source, files);
    double other = 1.5 / Math.sqrt(5 * 4.5);
    assertThat(result.figures())
        .hasSize(14)
        .hasEntrySatisfying("spearman RG-65", s -> assertThat(s).isEqualTo(1, within(1e-12)))
        .hasEntrySatisfying("spearman YP-130", s -> assertThat(s).isEqualTo(other, within(1e-12)));
    assertThat(result.main()).isEqualTo((9 + 4 * other) / 13, within(1e-12));
  }

  @Test
  void analogiesCountSections() throws IOException {
    var source =
        new Table(
            Map.of(
                "man", new float[] {1, 0, 0},
                "woman", new float[] {0, 1, 0},
                "king", new float[] {1, 0, 2},
                "queen", new float[] {0, 1, 2},
                "apple", new float[] {-1, 0, 0}));
    String questions =
        """
        : people
        man woman king queen
        woman man queen king
        : fruit
        man woman king apple
        man apple woman king
        """;
    TaskResult result = run("analogy-en", source, Map.of("questions-words.txt", questions));
    assertThat(result.figures())
        .containsExactly(
            entry("accuracy", 0.5), entry("accuracy people", 1.0), entry("accuracy fruit", 0.0));
    assertThat(result.counts())
        .contains(entry("questions", 4), entry("questions people", 2), entry("words", 5));
  }

  @Test
  void manyTextsAreAskedForInChunksThatProgressHears() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      lines.append("s").append(i).append(",t,").append(i % 6).append('\n');
    }
    List<Integer> chunks = new ArrayList<>();
    VectorSource source =
        (texts, role) -> {
          chunks.add(texts.size());
          return texts.stream().map(text -> at(text.hashCode() % 360)).toList();
        };
    List<String> heard = new ArrayList<>();
    Path data = DataFiles.folder(folder, Map.of("stsb-en-dev.csv", lines.toString()));
    Tasks.find("stsb-en", "dev")
        .evaluate(
            source,
            data,
            (label, done, total, note) -> heard.add(label + " " + done + "/" + total));
    assertThat(chunks).containsExactly(512, 89);
    assertThat(heard)
        .containsExactly(
            "stsb-en sentences 0/601", "stsb-en sentences 512/601", "stsb-en sentences 601/601");
  }

  @Test
  void sourcesThatBreakTheirPromiseAreNamed() {
    assertRefused((texts, role) -> List.of(at(1)), "the source returned 1 vectors for 2 texts");
    assertRefused(
        (texts, role) -> List.of(at(1), new float[3]),
        "the source returned vectors of 2 and 3 floats; they must be of one length, at least 1");
    assertRefused(
        (texts, role) -> List.of(at(1), new float[] {1, Float.NaN}),
        "the source returned NaN in the vector of \"b\"");
  }

  private void assertRefused(VectorSource source, String message) {
    assertThatThrownBy(() -> run("stsb-en", source, Map.of("stsb-en-test.csv", "a,b,1\n")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
