package io.embed4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.embed4j.graph.experiment.Result;
import io.embed4j.graph.experiment.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kg rules} on a graph where whoever has a parent is that parent's child. */
class RulesCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private String data = "";
  private String rules = "";

  @BeforeEach
  void writeGraph() throws IOException {
    StringBuilder train = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      train.append("p%d\tparent\tc%d\n".formatted(i, i));
      train.append(i < 6 ? "c%d\tchild of\tp%d\n".formatted(i, i) : "");
    }
    Path graph = Files.createDirectory(folder.resolve("family"));
    Files.writeString(graph.resolve("train.txt"), train);
    Files.writeString(graph.resolve("valid.txt"), "c7\tchild of\tp7\n");
    Files.writeString(graph.resolve("test.txt"), "c6\tchild of\tp6\n");
    data = graph.toString();
    rules = folder.resolve("rules.tsv").toString();
  }

  private int run(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void minesRulesThatPeopleCanRead() throws IOException {
    assertThat(run("kg", "rules", "mine", data, "--out", rules, "--samples", "2000"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);

    assertThat(out.toString()).contains("rules of family in", "\"child of\"(X, Y) <= parent(Y, X)");
    // Eight parents, six of them with a known child, five more that are taken to be wrong.
    assertThat(Path.of(rules))
        .content()
        .contains("6\t8\t0.4615\t\"child of\"(X, Y) <= parent(Y, X)\n");
  }

  @Test
  void evaluatesThemByTheUsualProtocol() throws IOException {
    run("kg", "rules", "mine", data, "--out", rules, "--samples", "2000");

    assertThat(run("kg", "rules", "evaluate", data, "--rules", rules, "--json"))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);

    JsonNode json = JSON.readTree(out.toString());
    assertThat(json.at("/realistic/both/mrr").asDouble()).isEqualTo(1);
    assertThat(json.at("/protocol/description").asText()).startsWith("filtered");
    assertThat(json.at("/rules").asInt()).isPositive();
  }

  @Test
  void writesAResult() {
    Path file = folder.resolve("rules-family.json");
    assertThat(
            run(
                "kg",
                "rules",
                "evaluate",
                data,
                "--samples",
                "2000",
                "--seed",
                "4",
                "--result",
                file.toString()))
        .as(err.toString())
        .isEqualTo(ExitCode.OK);

    assertThat(out.toString()).contains(" rules, on family: 1 test triples");
    Result result = ResultFile.read(file);
    assertThat(result.model()).isEqualTo("rules");
    assertThat(result.kind()).isEqualTo("link-prediction");
    assertThat(result.seed()).isEqualTo(4);
    assertThat(result.metrics()).containsEntry("mrr", 1.0);
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Files.writeString(Path.of(rules), "1\t2\t0.1\tlikes(X, Y) <= parent(Y, X)\n");

    assertThat(run("kg", "rules", "evaluate", data, "--rules", rules))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("rules.tsv:1: the graph has no relation likes");
    assertThat(run("kg", "rules", "mine", data, "--out", rules, "--seconds", "0"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("seconds must be positive");
    assertThat(run("kg", "rules")).isEqualTo(ExitCode.USAGE);
  }
}
