package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that train encoders, with a small model. */
final class TuneCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MODEL =
      Path.of(System.getenv().getOrDefault("EMBED4J_ROOT", ".."), "fixtures", "bert").toString();

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeData() throws IOException {
    Files.write(
        folder.resolve("scores.tsv"),
        List.of(
            "a plane takes off\tan air plane is taking off\t5",
            "a man plays a flute\ta woman cuts an onion\t0.5",
            "graphs store facts\tfacts are stored in graphs\t4.5",
            "the bridge is old\tthe car is quiet\t1"));
    Files.write(
        folder.resolve("questions.jsonl"),
        Stream.of("car", "bridge", "graph", "plane", "flute", "onion", "paris", "fact", "man")
            .map(
                w -> "{\"query\": \"which %s?\", \"positive\": \"the %s is here\"}".formatted(w, w))
            .toList());
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void tunesOnScoresAndKeepsTheBest() throws IOException {
    int code =
        run(
            "tune",
            "--model",
            MODEL,
            "--pairs",
            at("scores.tsv"),
            "--valid",
            at("scores.tsv"),
            "--loss",
            "cosent",
            "--set",
            "scores.most=5",
            "--epochs",
            "3",
            "--batch-size",
            "2",
            "--learning-rate",
            "0.001",
            "--out",
            at("run"),
            "--json");
    assertThat(code).as(err.toString()).isZero();
    assertThat(err.toString()).contains("4 pairs", "valid spearman", "best");
    JsonNode result = JSON.readTree(out.toString());
    assertThat(result.at("/figures/train seconds").asDouble()).isPositive();
    String model = result.path("model").asText();
    assertThat(run("similar", "--model", model, "a plane", "a plane")).isZero();
    assertThat(Files.readString(folder.resolve("run/config.yaml"))).contains("type: cosent");
    assertThat(run("tune", "resume", at("run"))).as(err.toString()).isZero();
  }

  @Test
  void faultsAreToldWithFileAndLine() throws IOException {
    assertThat(run("tune", "--model", MODEL, "--pairs", at("scores.tsv"), "--loss", "cosine-mse"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString())
        .contains("scores.tsv:1:1: expected a score from 0 to 1, found 5", "set scores.least");
    Files.writeString(folder.resolve("empty.tsv"), "");
    assertThat(
            run(
                "tune",
                "--model",
                MODEL,
                "--pairs",
                at("questions.jsonl"),
                "--valid",
                at("empty.tsv")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("empty.tsv: there are no pairs in it");
    assertThat(run("tune")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--pairs is missing");
    assertThat(
            run(
                "tune",
                "--model",
                MODEL,
                "--pairs",
                at("questions.jsonl"),
                "--loss",
                "distillation",
                "--out",
                at("d")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("name it by --teacher");
  }

  @Test
  void aLossThatIsNoNumberIsToldInASentence() {
    assertThat(
            run(
                "tune",
                "--model",
                MODEL,
                "--pairs",
                at("questions.jsonl"),
                "--learning-rate",
                "1e30",
                "--epochs",
                "3",
                "--out",
                at("run")))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString())
        .contains("lower optimizer.learning-rate", "holds the best model before that")
        .doesNotContain("unexpected");
  }

  @Test
  void learnsFromATeacher() {
    assertThat(
            run(
                "tune",
                "--model",
                MODEL,
                "--teacher",
                MODEL,
                "--pairs",
                at("questions.jsonl"),
                "--loss",
                "distillation",
                "--out",
                at("student"),
                "-q"))
        .as(err.toString())
        .isZero();
  }

  @Test
  void minesNegativesForTuningAndAdapters() throws IOException {
    int code =
        run(
            "tune",
            "mine",
            "--model",
            MODEL,
            "--pairs",
            at("questions.jsonl"),
            "--negatives",
            "2",
            "--relative-margin",
            "0",
            "--out",
            at("mined.jsonl"));
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).contains("9 pairs");
    JsonNode first = JSON.readTree(Files.readAllLines(folder.resolve("mined.jsonl")).getFirst());
    assertThat(first.path("positive").asText()).isEqualTo("the car is here");
    assertThat(first.path("negatives")).hasSizeLessThanOrEqualTo(2);
    assertThat(
            run(
                "tune",
                "adapter",
                "--model",
                MODEL,
                "--pairs",
                at("mined.jsonl"),
                "--out",
                at("adapted"),
                "--set",
                "rank=4",
                "--set",
                "held-out=0.4"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("held-out ndcg@10");
    assertThat(folder.resolve("adapted/query_adapter.safetensors")).exists();
    assertThat(run("embed", "--model", at("adapted"), "--query", "which car?")).isZero();
    assertThat(
            run(
                "tune",
                "adapter",
                "--model",
                MODEL,
                "--pairs",
                at("mined.jsonl"),
                "--out",
                at("adapted")))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("adapted exists already");
    assertThat(run("tune", "mine", "--out", at("x.jsonl"))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("exactly one of --pairs and --beir must be given");
  }
}
