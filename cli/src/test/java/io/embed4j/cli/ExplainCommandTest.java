package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kg explain} and {@code kg ensemble} on a small graph of parents and children. */
class ExplainCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private String run = "";
  private String data = "";

  @BeforeEach
  void trainModel() throws IOException {
    StringBuilder train = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      train.append("p%d\tparent\tc%d\n".formatted(i, i));
      train.append(i < 6 ? "c%d\tchild\tp%d\n".formatted(i, i) : "");
    }
    Path graph = Files.createDirectory(folder.resolve("family"));
    Files.writeString(graph.resolve("train.txt"), train);
    Files.writeString(graph.resolve("valid.txt"), "c7\tchild\tp7\n");
    Files.writeString(graph.resolve("test.txt"), "c6\tchild\tp6\n");
    data = graph.toString();
    run = folder.resolve("run").toString();
    int code =
        run("kg", "train", "--data", data, "--dim", "4", "--epochs", "2", "--out", run, "-q");
    assertThat(code).as(err.toString()).isEqualTo(ExitCode.OK);
  }

  private int run(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void namesTheRuleAndThePath() throws IOException {
    assertThat(run("kg", "explain", run, "c6", "child", "p6", "--json"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);

    JsonNode json = JSON.readTree(out.toString());
    assertThat(json.at("/rules/0/rule").asText()).isEqualTo("child(X, Y) <= parent(Y, X)");
    assertThat(json.at("/rules/0/support").asInt()).isEqualTo(6);
    assertThat(json.at("/rules/0/path/0/head").asText()).isEqualTo("p6");
    assertThat(json.at("/rankAmongTails/of").asInt()).isEqualTo(16);
    assertThat(json.at("/known").asBoolean()).isTrue();
    assertThat(json.has("probability")).isFalse();
    assertThat(run("kg", "explain", run, "c6", "child", "p6")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines().count()).isLessThan(30);
    assertThat(out.toString()).contains("(c6, child, p6)", "(p6, parent, c6)");
  }

  @Test
  void saysWhenThereIsNoReason() {
    assertThat(run("kg", "explain", run, "c6", "parent", "c7")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("the graph does not hold it", "no rule predicts it");
  }

  @Test
  void refusesUnknownNames() {
    assertThat(run("kg", "explain", run, "c66", "child", "p6")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("unknown entity \"c66\"; did you mean");
  }

  @Test
  void showsTheEnsembleBesideItsParts() throws IOException {
    String rules = folder.resolve("rules.tsv").toString();
    run("kg", "rules", "mine", data, "--out", rules, "--samples", "1000");

    assertThat(run("kg", "ensemble", run, "--rules", rules, "--json"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);

    JsonNode json = JSON.readTree(out.toString());
    assertThat(json.at("/rules/realistic/both/mrr").asDouble()).isEqualTo(1);
    assertThat(json.at("/ensemble/realistic/both/mrr").asDouble()).isEqualTo(1);
    assertThat(json.at("/complex/realistic/both/mrr").asDouble()).isLessThan(1);
    assertThat(run("kg", "ensemble", run, "--rules", rules)).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("side by side", "  rules ", "  complex ", "  ensemble ");
  }
}
