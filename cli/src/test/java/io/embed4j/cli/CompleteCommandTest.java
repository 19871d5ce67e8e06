package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.graph.data.KnowledgeGraph;
import io.embed4j.graph.data.Triples;
import io.embed4j.graph.data.Vocabulary;
import io.embed4j.graph.data.read.GraphReader;
import io.embed4j.graph.data.read.ReadOptions;
import io.embed4j.graph.experiment.ResultFile;
import io.embed4j.graph.model.Comparison;
import io.embed4j.graph.model.KgeModel;
import io.embed4j.graph.model.TransE;
import io.embed4j.graph.reason.complete.CompletionState;
import io.embed4j.graph.reason.complete.Request;
import io.embed4j.graph.store.ModelFolder;
import io.embed4j.graph.store.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kg complete} and {@code kg hide} on a model made by hand: day i lies at i on a line, and
 * "next" moves by 1; the days 0 to 19 are known to follow each other, those up to 24 are not.
 */
class CompleteCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DAYS = 25;

  @TempDir private Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private String run = "";
  private TrainedModel trained = trained();

  @BeforeEach
  void writeModel() {
    trained = trained();
    ModelFolder.write(folder.resolve("run/model"), trained);
    run = folder.resolve("run").toString();
  }

  private static TrainedModel trained() {
    Vocabulary entities = new Vocabulary();
    IntStream.range(0, DAYS).forEach(i -> entities.add("day " + i));
    Vocabulary relations = new Vocabulary();
    relations.add("next");
    relations.add("http://example.org/previous");
    KgeModel model = KgeModel.zeros(new TransE(Comparison.L1), 1, false, DAYS, 2);
    for (int i = 0; i < DAYS; i++) {
      model.entities().data()[i] = i;
    }
    model.relations().data()[0] = 1;
    model.relations().data()[1] = -1.25f;
    KnowledgeGraph graph =
        new KnowledgeGraph("days", entities, relations, days(4, 20), days(0, 2), days(2, 4));
    return new TrainedModel(model, graph, JSON.createObjectNode(), JSON.createObjectNode());
  }

  private static Triples days(int from, int to) {
    return Triples.of(
        IntStream.range(from, to).mapToObj(i -> new int[] {i, 0, i + 1}).toArray(int[][]::new));
  }

  private int run(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void theBestFactsAreShown() throws IOException {
    assertThat(run("kg", "complete", run, "--top", "6")).as(err.toString()).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsExactly(
            "1 day 20 next day 21 0.0000",
            "2 day 21 next day 22 0.0000",
            "3 day 22 next day 23 0.0000",
            "4 day 23 next day 24 0.0000",
            "5 day 1 http://example.org/prev… day 0 -0.2500",
            "6 day 2 http://example.org/prev… day 1 -0.2500");
    run("kg", "complete", run, "--json", "--relation", "next", "--per-head", "1", "--top", "100");
    JsonNode json = JSON.readTree(out.toString());
    assertThat(json.path("facts").asInt()).isEqualTo(DAYS);
    assertThat(json.at("/best/3/tail").asText()).isEqualTo("day 24");
    // Day 24 has no day after it: the nearest is itself.
    assertThat(facts("-q")).anyMatch(CompleteCommandTest::isLoop);
    assertThat(facts("--no-loops")).isNotEmpty().noneMatch(CompleteCommandTest::isLoop);
  }

  private List<String[]> facts(String option) throws IOException {
    Path tsv = folder.resolve("facts" + option + ".tsv");
    run("kg", "complete", run, "--relation", "next", "--top", "60", "--out", "" + tsv, option);
    return Files.readAllLines(tsv).stream().map(line -> line.split("\t", -1)).toList();
  }

  private static boolean isLoop(String[] fact) {
    return fact[0].equals(fact[2]);
  }

  @Test
  void filesCanBeReadAgain() throws IOException {
    Path tsv = folder.resolve("new.tsv");
    Path triples = folder.resolve("new.nt");
    assertThat(run("kg", "complete", run, "--top", "5", "--out", tsv.toString())).isEqualTo(0);
    assertThat(err.toString()).contains("5 facts in", "written to " + tsv);
    assertThat(Files.readAllLines(tsv))
        .startsWith("head\trelation\ttail\tscore", "day 20\tnext\tday 21\t0.0")
        .hasSize(6);
    assertThat(run("kg", "calibrate", run)).isEqualTo(0);
    assertThat(run("kg", "complete", run, "--top", "5", "--out", triples.toString())).isEqualTo(0);
    assertThat(Files.readAllLines(triples).getFirst())
        .startsWith(
            "<urn:embed4j:day%2020> <urn:embed4j:next> <urn:embed4j:day%2021> . # score 0.0")
        .contains(" probability 0.");
    assertThat(Files.readAllLines(triples).getLast()).contains("<http://example.org/previous>");
    for (Path file : List.of(tsv, triples)) {
      KnowledgeGraph read = GraphReader.read(file, ReadOptions.DEFAULT).graph();
      assertThat(read.train().size() + read.valid().size() + read.test().size()).isEqualTo(5);
    }
  }

  @Test
  void probabilitiesNeedACalibration() throws IOException {
    String[] command = {"kg", "complete", run, "--probability", "0.6", "--top", "10000", "--json"};
    assertThat(run(command)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("no calibration", "embed4j kg calibrate " + run);
    run("kg", "calibrate", run);
    assertThat(run(command)).isEqualTo(ExitCode.OK);
    JsonNode best = JSON.readTree(out.toString()).path("best");
    assertThat(best.size()).isBetween(4, DAYS * DAYS);
    best.forEach(
        fact -> assertThat(fact.path("probability").asDouble()).isGreaterThanOrEqualTo(0.6));
    assertThat(run("kg", "complete", run, "--probability", "2")).isEqualTo(ExitCode.USAGE);
    assertThat(run("kg", "complete", run, "--top", "0")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aStoppedCompletionGoesOn() throws IOException {
    Path file = folder.resolve("new.tsv");
    Path state = folder.resolve("new.tsv.state");
    Request request = Request.all(trained.graph(), 5);
    new CompletionState(1, List.of()).write(state, request, trained.model());
    assertThat(run("kg", "complete", run, "--top", "5", "--out", file.toString())).isEqualTo(0);
    assertThat(err.toString()).contains("going on after 1 of 2 relations");
    assertThat(Files.readString(file)).doesNotContain("day 20\tnext"); // that was done, it thinks
    assertThat(state).doesNotExist();
    new CompletionState(1, List.of()).write(state, request, trained.model());
    assertThat(run("kg", "complete", run, "--top", "6", "--out", file.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("with other options; remove it");
  }

  @Test
  void typesAreThoseOfTheData() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("train.txt"), "day 20\tnext\tday 21\nday 3\tnext\tday 4\n");
    Files.writeString(
        data.resolve("entity2types.json"), "{\"day 21\": [\"late\"], \"day 4\": [\"early\"]}");
    assertThat(
            run(
                "kg",
                "complete",
                run,
                "--tail-type",
                "late",
                "--data",
                data.toString(),
                "--top",
                "3"))
        .as(err.toString())
        .isEqualTo(0);
    assertThat(out.toString().lines()).hasSize(3).allMatch(line -> line.contains(" day 21 "));
    assertThat(run("kg", "complete", run, "--tail-type", "lat", "--data", data.toString()))
        .isEqualTo(3);
    assertThat(err.toString()).contains("unknown type \"lat\"; did you mean: late?");
    assertThat(run("kg", "complete", run, "--tail-type", "late")).isEqualTo(3);
    assertThat(err.toString()).contains("say where types are with --data");
  }

  @Test
  void whatWasHiddenIsCountedWhenFound() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    StringBuilder train = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      train.append("day %d\tnext\tday %d\n".formatted(i % 24, i / 24));
    }
    Files.writeString(data.resolve("train.txt"), train);
    Files.writeString(data.resolve("test.txt"), "day 20\tnext\tday 21\n");
    Path hidden = folder.resolve("hidden");
    assertThat(run("kg", "hide", "--data", data.toString(), "--out", hidden.toString()))
        .as(err.toString())
        .isEqualTo(0);
    assertThat(Files.readAllLines(hidden.resolve("train.tsv"))).hasSize(108);
    assertThat(Files.readAllLines(hidden.resolve("hidden.tsv")))
        .hasSize(13)
        .endsWith("day 20\tnext\tday 21");
    assertThat(hidden.resolve("valid.tsv")).doesNotExist();

    Path truth = folder.resolve("truth.tsv");
    Files.writeString(truth, "day 20\tnext\tday 21\nday 22\tnext\tday 23\nday 0\tnext\tday 24\n");
    Path result = folder.resolve("found.json");
    assertThat(
            run("kg", "complete", run, "--truth", truth.toString(), "--result", result.toString()))
        .isEqualTo(0);
    assertThat(out.toString()).contains("precision@100 0.020");
    assertThat(ResultFile.read(result).kind()).isEqualTo("completion");
    assertThat(ResultFile.read(result).metrics()).containsEntry("precision@100", 0.02);
  }
}
