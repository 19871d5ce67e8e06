package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kg evaluate}, {@code predict} and {@code export} on a model made by hand: entity i lies at
 * i on a line, and "next" moves by 1.
 */
class TrainedModelCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private String run = "";

  @BeforeEach
  void writeModel() {
    Vocabulary entities = new Vocabulary();
    List.of("zero", "one", "two", "three", "four").forEach(entities::add);
    Vocabulary relations = new Vocabulary();
    relations.add("next");
    relations.add("previous");
    KnowledgeGraph graph =
        new KnowledgeGraph(
            "line",
            entities,
            relations,
            Triples.of(new int[] {0, 0, 1}, new int[] {1, 0, 2}, new int[] {2, 1, 1}),
            Triples.of(),
            Triples.of(new int[] {2, 0, 3}, new int[] {3, 0, 4}));
    KgeModel model = KgeModel.zeros(new TransE(Comparison.L1), 1, false, 5, 2);
    for (int i = 0; i < 5; i++) {
      model.entities().data()[i] = i;
    }
    model.relations().data()[0] = 1;
    model.relations().data()[1] = -1;
    ModelFolder.write(
        folder.resolve("run/model"),
        new TrainedModel(model, graph, JSON.createObjectNode(), JSON.createObjectNode()));
    run = folder.resolve("run").toString();
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

  @Test
  void evaluateSaysWhatWasMeasuredAndHow() {
    assertThat(run("kg", "evaluate", run)).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    assertThat(out.toString().replace('\n', ' '))
        .contains(
            "transe, dimension 1, single relations, on line: 2 test triples",
            "filtered (known triples of train, valid and test removed), both sides",
            "all 5 entities as candidates, ties at the mean rank (realistic)",
            "unseen entities included (2 triples)",
            "ties won (optimistic)",
            "by cardinality",
            "1-1",
            "by pattern",
            "by relation");
    assertThat(out.toString().lines().filter(line -> line.startsWith("all ")))
        .singleElement()
        .asString()
        .contains("1.000  1.000  1.000   1.000       1.0  1.000");
    assertThat(err.toString()).contains("ranked in");
  }

  @Test
  void evaluateGivesTheSameFiguresAsJson() throws IOException {
    JsonNode json = json("kg", "evaluate", run, "--json", "--threads", "2", "-q");
    assertThat(json.at("/realistic/both/mrr").asDouble()).isEqualTo(1);
    assertThat(json.at("/realistic/both/queries").asInt()).isEqualTo(4);
    assertThat(json.at("/relations/next/tail/hits@1").asDouble()).isEqualTo(1);
    assertThat(json.at("/cardinality/1-1/head/mr").asDouble()).isEqualTo(1);
    assertThat(json.at("/protocol/sampled").asBoolean()).isFalse();
    assertThat(err.toString()).isEmpty();
    assertThat(json("kg", "evaluate", run, "--json", "--sample", "1").at("/protocol/sampled"))
        .isEqualTo(JSON.getNodeFactory().booleanNode(true));
  }

  @Test
  void evaluateRanksTheTriplesOfAnotherFolder() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("train.txt"), "two\tnext\tthree\n");
    Files.writeString(data.resolve("test.txt"), "one\tnext\tfour\nzero\tnext\tone\n");
    JsonNode json = json("kg", "evaluate", run, "--data", data.toString(), "--json");
    // (one, next, ?) lies at 2; two, one, three and zero, four tie behind it: 1 + 3 + 1/2.
    assertThat(json.at("/relations/next/tail/mr").asDouble()).isEqualTo((4.5 + 1) / 2);
    assertThat(json.at("/protocol/graph").asText()).isEqualTo("data");

    Files.writeString(data.resolve("test.txt"), "one\tnext\tseven\n");
    assertThat(run("kg", "evaluate", run, "--data", data.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("1 of 4 entities are unknown to the model, such as seven");
  }

  @Test
  void evaluateNeedsTriples() {
    assertThat(run("kg", "evaluate", run, "--part", "valid")).isEqualTo(3);
    assertThat(err.toString()).contains("graph line has no valid triples to rank");
  }

  @Test
  void aDamagedModelIsRefused() throws IOException {
    Path names = folder.resolve("run/model/entities.txt");
    Files.writeString(names, Files.readString(names).replace("four", "five"));
    assertThat(run("kg", "predict", run, "--head", "one", "--relation", "next")).isEqualTo(3);
    assertThat(err.toString()).contains("entities.txt: damaged");
    assertThat(run("kg", "evaluate", folder.resolve("nowhere").toString())).isEqualTo(3);
    assertThat(err.toString()).contains("there is no such folder");
  }

  @Test
  void predictLeavesKnownFactsOutOrMarksThem() {
    assertThat(run("kg", "predict", run, "--head", "one", "--relation", "next", "--top", "3"))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines().map(String::strip))
        .containsExactly(
            "(one, next, ?)",
            "1  one                                         -1.0000  one",
            "2  three                                       -1.0000  three",
            "3  zero                                        -2.0000  zero");
    run("kg", "predict", run, "--head", "one", "--relation", "next", "--top", "2", "--known");
    assertThat(out.toString())
        .contains("two                                          0.0000  two  (known)")
        .contains("2  one");
  }

  @Test
  void predictFindsHeadsAndRelations() throws IOException {
    JsonNode heads =
        json("kg", "predict", run, "--relation", "next", "--tail", "four", "--json", "--known");
    assertThat(heads.at("/answers/0/id").asText()).isEqualTo("three");
    assertThat(heads.at("/answers/0/known").asBoolean()).isTrue();
    assertThat(heads.at("/question/tail").asText()).isEqualTo("four");
    JsonNode relations = json("kg", "predict", run, "--head", "four", "--tail", "three", "--json");
    assertThat(relations.at("/answers/0/id").asText()).isEqualTo("previous");
    assertThat(relations.at("/answers/0/score").asDouble()).isEqualTo(0);
    assertThat(relations.at("/answers/1/score").asDouble()).isEqualTo(-2);
  }

  @Test
  void predictProposesTheNearestNames() {
    assertThat(run("kg", "predict", run, "--head", "thre", "--relation", "next")).isEqualTo(3);
    assertThat(err.toString()).contains("thre", "three");
    assertThat(run("kg", "predict", run, "--head", "one", "--relation", "nxt")).isEqualTo(3);
    assertThat(err.toString()).contains("nxt", "next");
  }

  @Test
  void predictNeedsTwoParts() {
    assertThat(run("kg", "predict", run, "--head", "one")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("give two of --head, --relation and --tail");
    assertThat(run("kg", "predict", run, "--head", "one", "--relation", "next", "--tail", "two"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("kg", "predict", run, "--head", "one", "--relation", "next", "--top", "0"))
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void exportWritesEachFormat() throws IOException {
    Path file = folder.resolve("out/x");
    assertThat(run("kg", "export", run, "--format", "word2vec", "--out", file.toString()))
        .isEqualTo(ExitCode.OK);
    assertThat(Files.readAllLines(file)).startsWith("5 1", "zero 0.0", "one 1.0").hasSize(6);
    assertThat(err.toString()).contains("wrote 5 rows of 1 floats to " + file);

    run("kg", "export", run, "--format", "word2vec-bin", "--out", file.toString(), "--relations");
    assertThat(Files.readAllBytes(file)).startsWith("2 1\nnext ".getBytes(StandardCharsets.UTF_8));

    run("kg", "export", run, "--format", "npy", "--out", file.toString());
    assertThat(Files.size(file)).isEqualTo(128 + 5 * 4);
    assertThat(Files.readAllLines(folder.resolve("out/x.names.txt")))
        .containsExactly("zero", "one", "two", "three", "four");

    Path projector = folder.resolve("projector");
    run("kg", "export", run, "--format", "projector", "--out", projector.toString());
    assertThat(Files.readAllLines(projector.resolve("metadata.tsv"))).hasSize(5);
    assertThat(Files.readAllLines(projector.resolve("vectors.tsv")))
        .containsExactly("0.0", "1.0", "2.0", "3.0", "4.0");

    assertThat(run("kg", "export", run, "--format", "pickle", "--out", "x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("pickle", "npy", "word2vec-bin");
  }
}
