package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kg calibrate} on a model made by hand: day i lies at i on a line, "next" moves by 1. */
class CalibrateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DAYS = 40;

  @TempDir private Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private String run = "";

  @BeforeEach
  void writeModel() {
    run = write("run", days(0, 10), days(10, 25));
  }

  /** Returns "next" from the days {@code from} to {@code to}. */
  private static Triples days(int from, int to) {
    return Triples.of(
        IntStream.range(from, to).mapToObj(i -> new int[] {i, 0, i + 1}).toArray(int[][]::new));
  }

  private String write(String name, Triples valid, Triples test) {
    Vocabulary entities = new Vocabulary();
    IntStream.range(0, DAYS).forEach(i -> entities.add("day" + i));
    Vocabulary relations = new Vocabulary();
    relations.add("next");
    KgeModel model = KgeModel.zeros(new TransE(Comparison.L1), 1, false, DAYS, 1);
    for (int i = 0; i < DAYS; i++) {
      model.entities().data()[i] = i;
    }
    model.relations().data()[0] = 1;
    KnowledgeGraph graph =
        new KnowledgeGraph("days", entities, relations, days(25, 39), valid, test);
    ModelFolder.write(
        folder.resolve(name + "/model"),
        new TrainedModel(model, graph, JSON.createObjectNode(), JSON.createObjectNode()));
    return folder.resolve(name).toString();
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
  void predictShowsProbabilitiesOnceCalibrated() throws IOException {
    String[] question = {"kg", "predict", run, "--head", "day3", "--relation", "next", "--known"};
    assertThat(run(question)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).doesNotContain("  p 0.").doesNotContain("  p 1.");

    assertThat(run("kg", "calibrate", run)).as(err.toString()).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    assertThat(out.toString())
        .contains(
            "learnt from    10 validation facts and 10 false triples",
            "seed 1",
            "1 relations have their own",
            "measured on    15 test facts and 15 false triples")
        .containsPattern("accuracy 0.[89]\\d+, F1 0.[89]\\d+");
    assertThat(err.toString()).contains("calibration.json");

    assertThat(run(question)).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines().toList().get(1)).contains("day4", "  p 0.", "(known)");
    JsonNode answers =
        json("kg", "predict", run, "--tail", "day3", "--relation", "next", "--json", "--known")
            .path("answers");
    assertThat(answers.get(0).path("id").asText()).isEqualTo("day2");
    assertThat(answers.get(0).path("probability").asDouble())
        .isGreaterThan(0.75)
        .isGreaterThan(answers.get(9).path("probability").asDouble());
  }

  @Test
  void falseTriplesMayBeGivenAndAResultIsWritten() throws IOException {
    Path negatives = Files.createDirectories(folder.resolve("negatives"));
    Files.writeString(negatives.resolve("valid_negatives.txt"), "day0\tnext\tday9\n");
    Files.writeString(
        negatives.resolve("test_negatives.txt"), "day0\tnext\tday8\nday7\tnext\tday8\n");
    String file = folder.resolve("days.json").toString();
    JsonNode json =
        json(
            "kg",
            "calibrate",
            run,
            "--json",
            "--method",
            "ISOTONIC",
            "--result",
            file,
            "--negatives",
            negatives.toString());
    assertThat(json.path("negatives").asText()).isEqualTo("given");
    assertThat(json.at("/validation/negatives").asInt()).isEqualTo(1);
    assertThat(json.at("/test/accuracy").asDouble()).isEqualTo(16 / 17.0);
    assertThat(json.at("/relations/next/curve").asText()).isEqualTo("own");
    Result result = ResultFile.read(Path.of(file));
    assertThat(result.kind()).isEqualTo("triple-classification");
    assertThat(result.model()).isEqualTo("transe");
    assertThat(result.metrics().get("accuracy")).isEqualTo(16 / 17.0);
    assertThat(result.command()).startsWith("./embed4j kg calibrate ");

    Files.writeString(negatives.resolve("test_negatives.txt"), "day0\tnext\tsunday\n");
    assertThat(run("kg", "calibrate", run, "--negatives", negatives.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("unknown to the model, such as sunday");
    Files.delete(negatives.resolve("test_negatives.txt"));
    assertThat(run("kg", "calibrate", run, "--negatives", negatives.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("expected a file named test_negatives");
    assertThat(run("kg", "calibrate", run, "--negatives", "nowhere")).isEqualTo(3);
    assertThat(err.toString()).contains("nowhere: there is no such folder or archive");
  }

  @Test
  void whatCannotBeCalibratedIsSaid() {
    assertThat(run("kg", "calibrate", write("a", Triples.of(), days(0, 3)))).isEqualTo(3);
    assertThat(err.toString()).contains("graph days has 0 and 0");
    assertThat(run("kg", "calibrate", write("b", days(0, 3), Triples.of()))).isEqualTo(0);
    assertThat(out.toString()).contains("learnt from    3 validation facts").doesNotContain("F1");
    assertThat(err.toString()).contains("has no test triples to measure on");
    assertThat(run("kg", "calibrate", run, "--result", "x.txt")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("must end in .json");
  }

  @Test
  void theBundledFalseTriplesUseTheNamesOfTheGraph() {
    KnowledgeGraph graph = GraphReader.read(BundledGraphs.codexS(), ReadOptions.DEFAULT).graph();
    KnowledgeGraph negatives =
        GraphReader.read(BundledGraphs.negatives("codex-s"), ReadOptions.DEFAULT).graph();
    assertThat(negatives.valid().size()).isEqualTo(1827);
    assertThat(negatives.test().size()).isEqualTo(1828);
    assertThat(IntStream.range(0, negatives.entities().size()))
        .allMatch(i -> graph.entities().find(negatives.entities().name(i)) >= 0);
  }
}
