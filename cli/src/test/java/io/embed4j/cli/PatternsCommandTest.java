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

/** A line of numbers that is walked in both directions. */
class PatternsCommandTest {
  private static final int LENGTH = 30;

  @TempDir Path folder;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private String run = "";

  @BeforeEach
  void train() throws IOException {
    StringBuilder train = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      int next = (i + 1) % LENGTH;
      train.append("n%d\tnext\tn%d\nn%d\tprevious\tn%d\n".formatted(i, next, next, i));
    }
    Path data = Files.createDirectories(folder.resolve("numbers"));
    Files.writeString(data.resolve("train.txt"), train);
    Files.writeString(data.resolve("test.txt"), "n3\tnext\tn4\n");
    run = train("complex");
  }

  private String train(String model) {
    String to = folder.resolve("run-" + model).toString();
    String data = folder.resolve("numbers").toString();
    assertThat(
            run(
                ("kg train --model %s --set reciprocal=false --dim 8 --epochs 30 -q --data %s"
                        + " --set validation.every=0 --set batch-size=10 --out %s")
                    .formatted(model, data, to)
                    .split(" ", -1)))
        .as(err.toString())
        .isZero();
    return to;
  }

  private int run(String... args) {
    out = new StringWriter();
    err = new StringWriter();
    return Main.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void showsBothSidesAndAnExample() {
    assertThat(run("kg", "patterns", run)).isZero();
    assertThat(out.toString())
        .contains(
            "inverse: 1 found",
            "next(x,y) <=> previous(y,x)",
            "such as x = n0, y = n1",
            "symmetric: 0 found");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void givesTheSameAsJson() throws IOException {
    assertThat(run("kg", "patterns", run, "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.at("/agreement/inverse/both").asInt()).isEqualTo(1);
    JsonNode finding =
        json.at("/findings")
            .valueStream()
            .filter(node -> node.at("/kind").asText().equals("inverse"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.at("/relations/1").asText()).isEqualTo("previous");
    assertThat(finding.at("/data/support").asInt()).isEqualTo(LENGTH);
    assertThat(finding.at("/vectors").asDouble()).isBetween(0.5, 1.0);
    assertThat(finding.at("/examples/0/1").asText()).isEqualTo("n1");
  }

  @Test
  void thresholdsAreKept() {
    assertThat(run("kg", "patterns", run, "--min-support", "31")).isZero();
    assertThat(out.toString()).contains("inverse: 0 found");
    assertThat(run("kg", "patterns", run, "--min-closeness", "2")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("min-closeness must be in (0, 1], but is 2.0");
  }

  @Test
  void reportComparesAndAResultHoldsIt() {
    Path file = folder.resolve("patterns.json");
    assertThat(run("kg", "patterns", run, "--report", "--result", file.toString())).isZero();
    assertThat(out.toString()).contains("the vectors' rules against the data's own");
    Result result = ResultFile.read(file);
    assertThat(result.metrics()).containsEntry("inverse-recall", 1.0);
    assertThat(result.command()).contains("./embed4j kg patterns");
  }

  @Test
  void aModelThatCannotTellSaysSo() {
    String distmult = train("distmult");
    assertThat(run("kg", "patterns", distmult)).isZero();
    assertThat(out.toString().replace('\n', ' ')).contains("cannot tell the direction");
    String file = folder.resolve("patterns.json").toString();
    assertThat(run("kg", "patterns", distmult, "--result", file)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("no result to write", "cannot tell the direction");
  }
}
