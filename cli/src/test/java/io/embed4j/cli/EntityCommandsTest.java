package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import io.embed4j.graph.model.DistMult;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kg classify}, {@code kg cluster} and {@code kg similar} on a model made by hand: animal i
 * is of kind i mod 3, and its vector points near the axis of its kind.
 */
class EntityCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ANIMALS = 90;

  @TempDir private Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private String run = "";
  private String types = "";

  @BeforeEach
  void writeModel() throws IOException {
    Vocabulary entities = new Vocabulary();
    IntStream.range(0, ANIMALS).forEach(i -> entities.add("animal" + i));
    Vocabulary relations = new Vocabulary();
    relations.add("eats");
    KgeModel model = KgeModel.zeros(new DistMult(), 3, false, ANIMALS, 1);
    for (int i = 0; i < ANIMALS; i++) {
      model.entities().row(i).set(i % 3, 1);
      model.entities().row(i).set((i + 1) % 3, i / 1000f);
    }
    Triples train =
        Triples.of(
            IntStream.range(0, ANIMALS - 3)
                .mapToObj(i -> new int[] {i, 0, i + 3})
                .toArray(int[][]::new));
    KnowledgeGraph graph =
        new KnowledgeGraph("zoo", entities, relations, train, Triples.of(), Triples.of());
    ModelFolder.write(
        folder.resolve("run/model"),
        new TrainedModel(model, graph, JSON.createObjectNode(), JSON.createObjectNode()));
    run = folder.resolve("run").toString();
    types =
        file(
            "types.txt",
            IntStream.range(0, ANIMALS)
                .mapToObj(i -> "animal" + i + "\tkind" + i % 3 + "\n")
                .collect(Collectors.joining()));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int run(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  private JsonNode json(String... args) throws IOException {
    assertThat(run(args)).as(err.toString()).isEqualTo(ExitCode.OK);
    return JSON.readTree(out.toString());
  }

  private void refused(int code, String sentence, String... args) {
    assertThat(run(args)).as(out.toString()).isEqualTo(code);
    assertThat(err.toString()).contains(sentence).doesNotContain("Exception", "\tat ");
  }

  private String[] classify(String... more) {
    return IntStream.range(0, more.length + 7)
        .mapToObj(
            i ->
                i < 7
                    ? List.of(
                            "kg",
                            "classify",
                            run,
                            "--types",
                            types,
                            "--methods",
                            "SIGNATURE,VECTORS,NEIGHBOURS")
                        .get(i)
                    : more[i - 7])
        .toArray(String[]::new);
  }

  @Test
  void classifyMeasuresKeepsAndAnswers() throws IOException {
    assertThat(run(classify())).as(err.toString()).isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .contains("3 types; 72 statements to learn from, 9 to choose by, 9 to measure on")
        .containsPattern("vectors, linear +1\\.000 +1\\.000")
        .contains("relations it has (baseline)")
        .contains("against the baseline");

    JsonNode answer = json("kg", "classify", run, "--entity", "animal4", "--top", "2", "--json");
    assertThat(answer.path("types")).hasSize(2);
    assertThat(answer.path("types").path(0).path("id").asText()).isEqualTo("kind1");
    assertThat(answer.path("types").path(0).path("probability").asDouble()).isGreaterThan(0.8);
  }

  @Test
  void classifyWritesAResult() throws IOException {
    Path results = folder.resolve("zoo-types.json");
    JsonNode json = json(classify("--json", "--result", results.toString()));

    Result result = ResultFile.read(results);
    assertThat(result.kind()).isEqualTo("entity-classification");
    assertThat(result.metrics().get("vectors-mrr"))
        .isEqualTo(json.path("methods").path(1).path("all").path("mrr").asDouble());
  }

  @Test
  void classifySaysWhatIsMissing() throws IOException {
    refused(
        ExitCode.BAD_INPUT, "has no types of entities; name some: --types", "kg", "classify", run);
    refused(
        ExitCode.BAD_INPUT,
        "no classifier is kept with this model",
        "kg",
        "classify",
        run,
        "--entity",
        "animal4");
    refused(
        ExitCode.BAD_INPUT,
        "unknown entity \"animal400\"; did you mean: animal4",
        "kg",
        "classify",
        run,
        "--entity",
        "animal400");
    refused(
        ExitCode.BAD_INPUT,
        "the file is empty",
        "kg",
        "classify",
        run,
        "--types",
        file("empty.txt", ""));
    refused(
        ExitCode.BAD_INPUT,
        "expected types of entities of the graph, found none",
        "kg",
        "classify",
        run,
        "--types",
        file("other.txt", "tree\tplant\n"));
    refused(
        ExitCode.BAD_INPUT,
        "there is no such file or folder",
        "kg",
        "classify",
        run,
        "--types",
        folder.resolve("nowhere").toString());
    refused(
        ExitCode.BAD_INPUT,
        "but there are 1, 0 and 0 of them",
        "kg",
        "classify",
        run,
        "--types",
        file("one.txt", "animal1\tkind1\n"));
    refused(
        ExitCode.USAGE,
        "give --types to measure",
        "kg",
        "classify",
        run,
        "--types",
        types,
        "--entity",
        "animal1");
    refused(
        ExitCode.USAGE,
        "--top must be at least 1",
        "kg",
        "classify",
        run,
        "--entity",
        "animal1",
        "--top",
        "0");
  }

  @Test
  void clusterFindsTheKinds() throws IOException {
    Path table = folder.resolve("clusters.tsv");
    JsonNode json =
        json(
            "kg",
            "cluster",
            run,
            "--types",
            types,
            "--k",
            "2,3,4",
            "--json",
            "--out",
            table.toString());

    assertThat(json.path("k").asInt()).isEqualTo(3);
    assertThat(json.path("tried").path(1).path("nmi").asDouble()).isEqualTo(1);
    assertThat(json.path("clusters").path(0).path("entities")).hasSize(30);
    List<String> lines = Files.readAllLines(table);
    assertThat(lines).hasSize(ANIMALS + 1);
    assertThat(lines.getFirst()).isEqualTo("entity\tcluster\tdistance");
    assertThat(lines.get(1)).matches("animal0\t[123]\t0\\.\\d{6}");
    assertThat(lines.get(1).split("\t", -1)[1]).isEqualTo(lines.get(4).split("\t", -1)[1]);
  }

  @Test
  void clusterNamesClustersByTypeAndCentre() {
    assertThat(run("kg", "cluster", run, "--types", types, "--k", "3"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString())
        .containsPattern("3 +\\d\\.\\d+ +1\\.000 +1\\.000  shown below")
        .containsPattern("30 +kind0 +1\\.00 animal");

    assertThat(run("kg", "cluster", run, "--k", "3")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).doesNotContain("NMI").contains("nearest to its centre");
  }

  @Test
  void clusterRefusesNumbersThatMakeNoSense() {
    refused(
        ExitCode.USAGE,
        "--k must be from 1 to 90, the number of entities, but is 0",
        "kg",
        "cluster",
        run,
        "--k",
        "5,0");
    refused(ExitCode.USAGE, "but is 91", "kg", "cluster", run, "--k", "91");
    refused(ExitCode.USAGE, "'x'", "kg", "cluster", run, "--k", "x");
  }

  @Test
  void similarShowsNeighboursAndPairs() throws IOException {
    JsonNode pairs =
        json("kg", "similar", run, "--entity", "animal0", "--top", "1", "--json").path("pairs");
    assertThat(pairs.path(0).path("id2").asText()).isEqualTo("animal3");
    assertThat(pairs.path(0).path("sharedFacts").asInt()).isZero();

    assertThat(run("kg", "similar", run, "--top", "2000", "--min-cosine", "0.9"))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).as("pairs of one kind").hasSize(1 + 3 * 30 * 29 / 2);
  }

  @Test
  void similarRefusesWhatMakesNoSense() {
    refused(ExitCode.BAD_INPUT, "unknown entity", "kg", "similar", run, "--entity", "nobody");
    refused(ExitCode.USAGE, "--top must be at least 1", "kg", "similar", run, "--top", "0");
    refused(ExitCode.USAGE, "--min-cosine must be", "kg", "similar", run, "--min-cosine", "7");
    refused(ExitCode.BAD_INPUT, "there is no such folder", "kg", "similar", run + "x");
  }
}
